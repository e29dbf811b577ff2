import Glibc

/// A file that is there as a whole or not at all, also after a crash.
enum DurableFile {
  /// Writes the file, and tells why it can't.
  ///
  /// - Parameter replacing: whether a file that is there gives way; else it stays, and nothing is wrong.
  static func write(_ bytes: [UInt8], to path: String, mode: UInt32, replacing: Bool) -> FileContents.Fault? {
    let temporary = "\(path).\(getpid()).new"
    _ = unsafe unlink(temporary)
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return FileContents.Fault(errno) }
    defer { _ = unsafe unlink(temporary) }
    let fault = write(bytes, to: descriptor)
    close(descriptor)
    if let fault { return fault }
    if let fault = replacing ? rename(temporary, to: path) : link(temporary, to: path) { return fault }
    return persistDirectory(of: path)
  }

  private static func rename(_ temporary: String, to path: String) -> FileContents.Fault? {
    unsafe Glibc.rename(temporary, path) == 0 ? nil : FileContents.Fault(errno)
  }

  /// Fails softly where the file is there; some file systems know no links.
  private static func link(_ temporary: String, to path: String) -> FileContents.Fault? {
    guard unsafe Glibc.link(temporary, path) != 0, errno != EEXIST else { return nil }
    return rename(temporary, to: path)
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
}
