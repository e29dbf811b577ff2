/// One YAML file of the configuration that is being read.
///
/// Read what the file should hold through ``root``, then ask ``finish()`` for everything that is wrong with it.
package struct YAMLFile {
  package let name: String
  package let log: ReadingLog
  /// The text as it was read; empty when the file can't be.
  package let bytes: [UInt8]
  /// The file's mapping; nil when the file can't be read as one, which is recorded.
  package let root: YAMLMapping?

  /// Reads the file at `path`, called `displayName` in problems.
  package init(path: String, displayName: String) {
    let contents: FileContents
    switch FileContents.read(path, atMost: YAMLTree.largestFile) {
    case .success(let read): contents = read
    case .failure(let fault):
      self.init(unreadable: displayName, because: fault)
      return
    }
    self.init(bytes: contents.bytes, displayName: displayName)
  }

  private init(unreadable name: String, because fault: FileContents.Fault) {
    self.name = name
    log = ReadingLog()
    bytes = []
    root = nil
    log.report("the file can't be read: \(fault.sentence)", at: Place(file: name, line: 1, column: 1))
  }

  /// Reads the text of a file.
  package init(bytes: [UInt8], displayName: String) {
    name = displayName
    log = ReadingLog()
    self.bytes = bytes
    guard let node = YAMLTree.read(bytes, file: displayName, log: log) else {
      root = nil
      return
    }
    if case .mapping(let entries) = node.content {
      root = YAMLMapping(entries, at: node.place, name: nil, log: log)
      return
    }
    root = nil
    log.report(
      node.isNull ? "the file is empty" : "the file must hold settings, such as \"key: value\"", at: node.place)
  }

  /// Everything that is wrong with the file, in the order of the lines, keys that nobody read among them.
  package func finish() -> [Problem] { log.finish() }
}
