import Glibc

/// The bytes of a file, and who may read it.
package struct FileContents {
  package let bytes: [UInt8]
  /// The permission bits, such as 0o600.
  package let mode: UInt32
  /// The user to whom it belongs.
  let owner: UInt32

  /// Reads a regular file of at most `limit` bytes.
  package static func read(_ path: String, atMost limit: Int) -> Result<FileContents, Fault> {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return .failure(Fault(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return .failure(Fault(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure(Fault(sentence: "it is no regular file")) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .failure(Fault(errno)) }
      guard count > 0 else {
        return .success(FileContents(bytes: bytes, mode: status.st_mode & 0o7777, owner: status.st_uid))
      }
      bytes += chunk[..<count]
      guard bytes.count <= limit else { return .failure(Fault(sentence: "it is larger than \(limit) bytes")) }
    }
  }

  /// Why a file can't be read or written, without its name.
  package struct Fault: Error {
    package let sentence: String
    /// The system's number for it; 0 when it is not the system that refuses.
    package let number: Int32

    package init(sentence: String) {
      self.sentence = sentence
      number = 0
    }

    init(_ number: Int32) {
      self.number = number
      sentence =
        switch number {
        case ENOENT: "it does not exist"
        case EACCES, EPERM: "this user may not do that"
        case EISDIR: "it is a directory"
        case ENOSPC: "the disk is full"
        default: "the system refuses with error \(number)"
        }
    }
  }
}
