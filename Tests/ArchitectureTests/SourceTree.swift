import Foundation

/// The package's own sources, as files.
enum SourceTree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func files(under folder: String) throws -> [URL] {
    let base = root.appending(path: folder)
    guard let entries = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    return entries.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  static func text(of file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  static func imports(of file: URL) throws -> [String] { modules(in: try text(of: file)) }

  /// The modules that the import lines of a source name.
  static func modules(in source: String) -> [String] {
    source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 1 || words[0].hasPrefix("@") else { return nil }
      let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
      guard var name = words.dropFirst(index + 1).first else { return nil }
      if kinds.contains(name), let next = words.dropFirst(index + 2).first { name = next }
      return name.split(separator: ".").first.map(String.init)
    }
  }
}
