import Glibc

/// A secret that the bot makes for itself at its first start: a file with 32 random bytes in hexadecimal.
enum GeneratedSecret {
  /// How many random bytes it is made of.
  static let length = 32

  /// Makes the file unless it is there; returns why it can't be made.
  ///
  /// It is there as a whole or not at all, also after a crash; of two processes that start at once, only one makes it.
  static func make(at path: String, randomBytes: (Int) -> [UInt8]) -> FileContents.Fault? {
    if unsafe access(path, F_OK) == 0 { return nil }
    let bytes = randomBytes(length)
    guard bytes.count == length, Set(bytes).count > 1 else {
      return FileContents.Fault(sentence: "there is no randomness")
    }
    let temporary = "\(path).\(getpid()).new"
    _ = unsafe unlink(temporary)
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return FileContents.Fault(errno) }
    defer { _ = unsafe unlink(temporary) }
    let fault = write(hex(bytes), to: descriptor)
    close(descriptor)
    if let fault { return fault }
    let isLinked = unsafe link(temporary, path) == 0
    guard unsafe isLinked || errno == EEXIST || rename(temporary, path) == 0 else {
      return FileContents.Fault(errno)
    }
    return persistDirectory(of: path)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> FileContents.Fault? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return FileContents.Fault(errno) }
      rest = rest.dropFirst(count)
    }
    return fsync(descriptor) == 0 ? nil : FileContents.Fault(errno)
  }

  private static func persistDirectory(of path: String) -> FileContents.Fault? {
    let directory = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return FileContents.Fault(errno) }
    defer { close(descriptor) }
    return fsync(descriptor) == 0 ? nil : FileContents.Fault(errno)
  }

  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [UInt8(ascii: "\n")]
  }
}
