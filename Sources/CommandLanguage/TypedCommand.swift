/// A command as it was typed, which can be written again with another group or person in it.
///
/// Where it mentions somebody by the messenger's id, it can't: text names people by handles alone, and what was written
/// again could be about somebody else. Neither can it where a word holds quotes of every kind.
package struct TypedCommand: Sendable, Equatable {
  private let split: Split
  private let options: GivenOptions
  private let usage: Usage
  package let root: String
  package var verb: String { usage.verb }

  init(_ split: Split, _ options: GivenOptions, of usage: Usage, under root: String) {
    self.split = split
    self.options = options
    self.usage = usage
    self.root = root
  }

  /// About another group; `nil` where it can't be written again.
  ///
  /// - Parameter root: Such as `workgroup`, where the group is of another kind than was typed.
  package func naming(group: String, under root: String) -> String? {
    line(split.naming(group: group), options, under: root)
  }

  /// About another person than the one of that name; `nil` where it can't be written again.
  package func naming(_ person: PersonName, as typed: String) -> String? {
    line(
      split.naming(person, as: typed, of: usage), options.naming(person, as: typed, of: usage), under: root)
  }

  private func line(_ split: Split, _ options: GivenOptions, under root: String) -> String? {
    split.canBeRepeated && options.canBeRepeated ? split.line(of: usage, under: root) + options.line : nil
  }
}
