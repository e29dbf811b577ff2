/// A command as it was typed, which can be written again with another group or person in it.
package struct TypedCommand: Sendable, Equatable {
  private let split: Split
  private let options: GivenOptions
  private let usage: Usage
  package let root: String

  init(_ split: Split, _ options: GivenOptions, of usage: Usage, under root: String) {
    self.split = split
    self.options = options
    self.usage = usage
    self.root = root
  }

  /// About another group.
  ///
  /// - Parameter root: Such as `workgroup`, where the group is of another kind than was typed.
  package func naming(group: String, under root: String) -> String {
    split.naming(group: group).line(of: usage, under: root) + options.line
  }

  /// About another person than the one of that name.
  package func naming(_ person: PersonName, as typed: String) -> String {
    split.naming(person, as: typed, of: usage).line(of: usage, under: root)
      + options.naming(person, as: typed, of: usage).line
  }
}
