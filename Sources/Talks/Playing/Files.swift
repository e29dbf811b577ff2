package import Configuration
import Glibc

/// The files around talks.
package enum Files {
  /// The text of a file.
  package static func text(of path: String) -> Result<String, FileContents.Fault> {
    FileContents.read(path, atMost: 1 << 20).flatMap { contents in
      guard let text = String(validating: contents.bytes, as: UTF8.self) else {
        return .failure(FileContents.Fault(sentence: "it is not UTF-8"))
      }
      return .success(text)
    }
  }

  /// The talks at a path: the file itself, or every `.talk` file of the directory and those in it, in order.
  package static func talks(at path: String) -> [String] {
    guard let stream = unsafe opendir(path) else { return [path] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      let isDirectory = unsafe entry.pointee.d_type == UInt8(DT_DIR)
      if name.hasSuffix(".talk") || isDirectory && !name.hasPrefix(".") { names.append(name) }
    }
    let base = path.hasSuffix("/") ? path : path + "/"
    return names.sorted().flatMap { talks(at: base + $0) }
  }

  /// Replaces a file as a whole.
  package static func write(_ text: String, to path: String) throws(FileContents.Fault) {
    let temporary = "\(path).\(getpid()).new"
    guard let file = unsafe fopen(temporary, "w") else { throw FileContents.Fault(sentence: "it can't be written") }
    let bytes = Array(text.utf8)
    let isWritten = unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count
    let isClosed = unsafe fclose(file) == 0
    let isThere = unsafe isWritten && isClosed && rename(temporary, path) == 0
    guard isThere else {
      _ = unsafe unlink(temporary)
      throw FileContents.Fault(sentence: "it can't be written")
    }
  }

  /// A new directory for the stores of a run, in memory where the machine has a place for that.
  package static func storeDirectory() throws(FileContents.Fault) -> String {
    let temporary = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    let places = ["/dev/shm", temporary]
    for place in places {
      var template = Array("\(place)/muster-talks-XXXXXX".utf8CString)
      if unsafe mkdtemp(&template) != nil {
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    throw FileContents.Fault(sentence: "there is no place for the stores of talks")
  }

  package static func removeStore(_ path: String) {
    for ending in ["", "-wal", "-shm", ".lock"] { _ = unsafe unlink(path + ending) }
  }

  package static func removeDirectory(_ path: String) { _ = unsafe rmdir(path) }
}
