/// One value of a YAML file, with its place.
package struct YAMLNode: Sendable {
  package let place: Place
  package let content: Content

  package init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// What a value is.
  package indirect enum Content: Sendable {
    /// A word, number or text; `isQuoted` also of block texts (`|` and `>`).
    case scalar(String, isQuoted: Bool)
    case sequence([YAMLNode])
    /// The entries in the order of the file; every key is there once.
    case mapping([Entry])
    /// A value that was refused; the problem is recorded already.
    case refused
  }

  /// A key of a mapping and its value.
  package struct Entry: Sendable {
    package let key: String
    package let place: Place
    package let value: YAMLNode
  }

  /// Whether nothing was written: no value at all, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isQuoted: false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }
}
