package import Texts

/// A file of `texts/`: every sentence of the bot in one language.
///
/// Keys are joined by dots (`create.done`); a mapping with `by` holds the forms of one sentence.
package enum SentenceFile {
  /// Reads the file at `path`, called `displayName` in problems.
  ///
  /// - Throws: ``ConfigurationError`` with everything that is wrong.
  package static func read(path: String, displayName: String) throws(ConfigurationError) -> [String: Sentence] {
    try read(YAMLFile(path: path, displayName: displayName))
  }

  static func read(_ file: YAMLFile) throws(ConfigurationError) -> [String: Sentence] {
    try entries(file).mapValues(\.sentence)
  }

  /// A sentence, and where it stands.
  struct Entry {
    let sentence: Sentence
    let place: Place
  }

  static func entries(_ file: YAMLFile) throws(ConfigurationError) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    if let root = file.root { collect(root, under: "", into: &entries) }
    let problems = file.finish()
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    return entries
  }

  private static func collect(_ mapping: YAMLMapping, under prefix: String, into sentences: inout [String: Entry]) {
    for (key, place, value) in mapping.all() {
      let name = prefix + key
      guard case .mapping(let entries) = value.node.content else {
        if let template = template(value) { sentences[name] = Entry(sentence: .one(template), place: place) }
        continue
      }
      guard let inner = value.mapping(name) else { continue }
      if entries.contains(where: { $0.key == "by" }) {
        sentences[name] = plural(inner).map { Entry(sentence: $0, place: place) }
      } else {
        collect(inner, under: name + ".", into: &sentences)
      }
    }
  }

  /// The forms of a sentence; the categories are Unicode's.
  ///
  /// Source: <https://cldr.unicode.org/index/cldr-spec/plural-rules>
  private static func plural(_ mapping: YAMLMapping) -> Sentence? {
    let by = mapping.required("by", hint: "the placeholder whose number chooses the form")?.text()
    var forms: [String: Template] = [:]
    for category in PluralForms.all where category != PluralForms.other {
      forms[category] = mapping.optional(category).flatMap(template)
    }
    forms["other"] = mapping.required("other", hint: "the form for all other numbers").flatMap(template)
    guard let by, forms["other"] != nil else { return nil }
    return .plural(by: by, forms: forms)
  }

  private static func template(_ value: YAMLValue) -> Template? {
    guard let text = value.text(as: "a sentence") else { return nil }
    do throws(Template.Fault) {
      return try Template(text)
    } catch {
      switch error {
      case .notClosed: value.report("a brace or a backquote is opened and not closed")
      case .empty: value.report("there is nothing between the braces or the backquotes")
      }
      return nil
    }
  }
}
