import CommandLanguage
import Domain

/// How long the texts of groups may be, in characters.
enum TextLimit {
  static let description = 2_000
  static let message = 2_000
  static let tags = 2_000
}

extension Arguments {
  /// The tags of `--tags a,b`, as they were typed; empty to have none.
  mutating func tags() throws(UsageError) -> String? {
    guard let text = try text(of: "tags", maximum: TextLimit.tags, mayBeEmpty: true) else { return nil }
    let words = GroupTag.words(in: text)
    if let long = words.first(where: { $0.length > GroupTag.maximumLength }) {
      throw .overLimit(label: "tag", length: long.length, maximum: GroupTag.maximumLength)
    }
    guard words.count <= GroupTag.maximumCount else {
      throw .overNumber(label: "tag-count", maximum: GroupTag.maximumCount)
    }
    guard !words.contains(where: { $0.unicodeScalars.contains { $0.isControl } }) else { throw .control(label: "tag") }
    return text
  }
}

extension Turn {
  /// The name of a group as it was typed.
  ///
  /// - Throws: ``Refusal/usage(_:)`` when it can't be one.
  func groupName(_ typed: String, of usage: Usage) throws(Refusal) -> GroupName {
    do throws(GroupName.Fault) {
      return try GroupName(typed, folding: folding)
    } catch {
      switch error {
      case .control: throw .usage(.control(label: "name"))
      case .empty: throw .usage(.missing(label: "name", root: root, usage: usage.line(under: root)))
      case .tooLong(let length):
        throw .usage(.overLimit(label: "name", length: length, maximum: GroupName.maximumLength))
      }
    }
  }
}
