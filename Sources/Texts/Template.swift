/// A sentence with placeholders, such as `{group} is archived.`, read once.
package struct Template: Sendable, Equatable {
  let parts: [Part]

  /// A piece of a sentence.
  enum Part: Sendable, Equatable {
    case words(String)
    /// Something to type, in backquotes.
    case code(String)
    case placeholder(String)
  }

  /// - Throws: ``Fault`` when a brace or a backquote is not closed.
  package init(_ text: String) throws(Fault) {
    var parts: [Part] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "{" || $0 == "`" }) {
      if start > rest.startIndex { parts.append(.words(String(rest[..<start]))) }
      let closing: Character = rest[start] == "{" ? "}" : "`"
      let inner = rest.index(after: start)
      guard let end = rest[inner...].firstIndex(of: closing) else { throw .notClosed(String(rest[start...])) }
      let content = String(rest[inner..<end])
      guard !content.isEmpty else { throw .empty }
      parts.append(closing == "}" ? .placeholder(content) : .code(content))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    self.parts = parts
  }

  /// Its words alone.
  var plain: String {
    parts.reduce("") { text, part in
      if case .words(let words) = part { text + words } else { text }
    }
  }

  /// The names in its braces.
  package var placeholders: Set<String> {
    Set(
      parts.compactMap { part in
        guard case .placeholder(let name) = part else { return nil }
        return name
      })
  }

  package enum Fault: Error, Equatable {
    case notClosed(String)
    case empty
  }
}

/// What stands under a key of a language: one sentence, or one for each plural form.
package enum Sentence: Sendable, Equatable {
  case one(Template)
  /// The form is chosen by the number in the placeholder `by`; the categories are ICU's, `other` is always there.
  case plural(by: String, forms: [String: Template])

  package var placeholders: Set<String> {
    switch self {
    case .one(let template): template.placeholders
    case .plural(let by, let forms): forms.values.reduce([by]) { $0.union($1.placeholders) }
    }
  }
}
