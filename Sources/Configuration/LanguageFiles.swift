import Glibc
package import Texts

/// The directory `texts/`: the same sentences in every language, a file for each, such as `de.yaml`.
package enum LanguageFiles {
  /// The language that is taken where none is named.
  package static let usual = "en"

  /// The languages whose files are there, in their order.
  package static func languages(in directory: String) -> [String] {
    guard let stream = unsafe opendir(directory) else { return [] }
    defer { unsafe closedir(stream) }
    var languages: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name.hasSuffix(ending), !name.hasPrefix(".") { languages.append(String(name.dropLast(ending.count))) }
    }
    return languages.sorted()
  }

  /// All sentences, by language and key.
  ///
  /// Each file is measured by the English one that was there when the program was built, the one in its place as well.
  /// - Throws: ``ConfigurationError`` with everything that is wrong in the files, and what any of them lacks.
  package static func read(_ directory: String) throws(ConfigurationError) -> [String: [String: Sentence]] {
    try read(directory, measuredBy: own.get())
  }

  private static let own = Result { () throws(ConfigurationError) in
    try LanguageFile(usual, YAMLFile(bytes: PackageResources.en_yaml, displayName: "Muster's own en.yaml"))
  }

  static func read(
    _ directory: String, measuredBy standard: LanguageFile
  ) throws(ConfigurationError) -> [String: [String: Sentence]] {
    var problems: [Problem] = []
    var files: [String: LanguageFile] = [:]
    for language in languages(in: directory) {
      do throws(ConfigurationError) {
        files[language] = try LanguageFile(language, in: directory)
      } catch {
        problems += error.problems
      }
    }
    // What was not read lacks nothing.
    if problems.isEmpty {
      for (_, file) in files.sorted(by: { $0.key < $1.key }) { problems += file.problems(measuredBy: standard) }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    return files.mapValues { $0.entries.mapValues(\.sentence) }
  }

  static let ending = ".yaml"
}

/// The sentences of one language, with their places.
struct LanguageFile {
  let language: String
  let name: String
  let entries: [String: SentenceFile.Entry]

  init(_ language: String, in directory: String) throws(ConfigurationError) {
    let path = "\(directory)/\(language)\(LanguageFiles.ending)"
    try self.init(language, YAMLFile(path: path, displayName: path))
  }

  init(_ language: String, _ file: YAMLFile) throws(ConfigurationError) {
    self.language = language
    name = file.name
    entries = try SentenceFile.entries(file)
  }

  /// What its grammar needs and it doesn't have, and what makes it say something else than `standard`.
  func problems(measuredBy standard: LanguageFile) -> [Problem] {
    let start = Place(file: name, line: 1, column: 1)
    guard let forms = PluralForms.needed(in: language) else {
      return [Problem("there are no rules of grammar for \(quoted(language))", at: start)]
    }
    var problems: [Problem] = []
    for (key, entry) in entries { problems += entry.problems(of: key, needing: forms) }
    for (key, entry) in standard.entries {
      guard let own = entries[key] else {
        problems.append(Problem("there is no \(quoted(key)), which \(standard.name) has", at: start))
        continue
      }
      problems += own.problems(of: key, measuredBy: entry.sentence, in: standard.name)
    }
    for (key, entry) in entries where standard.entries[key] == nil {
      let meant = suggestion(for: key, among: standard.entries.keys.filter { entries[$0] == nil }.sorted())
      problems.append(Problem("nobody says \(quoted(key)): \(standard.name) has none" + meant, at: entry.place))
    }
    return problems.sorted()
  }
}

extension SentenceFile.Entry {
  /// Plural forms that are missing, or that no number has.
  fileprivate func problems(of key: String, needing needed: Set<String>) -> [Problem] {
    guard case .plural(_, let forms) = sentence else { return [] }
    let missing = needed.subtracting(forms.keys).sorted().map { "\(quoted(key)) lacks the form \(quoted($0))" }
    let idle = Set(forms.keys).subtracting(needed).sorted().map {
      "no number has the form \(quoted($0)) of \(quoted(key))"
    }
    return (missing + idle).map { Problem($0, at: place) }
  }

  /// Placeholders that are missing, or that nothing fills.
  fileprivate func problems(of key: String, measuredBy other: Sentence, in file: String) -> [Problem] {
    let missing = other.placeholders.subtracting(sentence.placeholders).sorted().map {
      "\(quoted(key)) has no {\($0)}, which that of \(file) has"
    }
    let unknown = sentence.placeholders.subtracting(other.placeholders).sorted().map {
      "nothing fills {\($0)} of \(quoted(key)): that of \(file) has none"
    }
    var sentences = missing + unknown
    if case .plural(let by, _) = sentence, by != other.by, sentences.isEmpty {
      sentences.append("\(quoted(key)) depends on {\(by)}, which that of \(file) doesn't")
    }
    return sentences.map { Problem($0, at: place) }
  }
}

extension Sentence {
  fileprivate var by: String? {
    if case .plural(let by, _) = self { by } else { nil }
  }
}

extension [Problem] {
  /// In the order of the lines.
  fileprivate func sorted() -> [Problem] {
    sorted { ($0.place.line, $0.place.column, $0.sentence) < ($1.place.line, $1.place.column, $1.sentence) }
  }
}
