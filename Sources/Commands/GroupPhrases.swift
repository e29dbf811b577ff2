import Domain

extension Group {
  /// A command about this group, to type as it stands, such as `/project archive k7m2q`.
  ///
  /// - Parameter rest: What stands behind the group.
  func command(_ verb: String, then rest: String = "") -> Phrase.Argument {
    .command("/\(kind.rawValue) \(verb) \(key)" + (rest.isEmpty ? "" : " " + rest))
  }

  /// A command about somebody in this group, such as `/project approve @bob in k7m2q`.
  ///
  /// - Parameter word: The little word before the group.
  func command(_ verb: String, _ person: String, _ word: String, then rest: String = "") -> Phrase.Argument {
    .command("/\(kind.rawValue) \(verb) \(person) \(word) \(key)" + (rest.isEmpty ? "" : " " + rest))
  }

  /// A sentence that may name the group as `{group}` and its kind as `{kind}`.
  func phrase(_ key: String, _ arguments: [String: Phrase.Argument] = [:]) -> Phrase {
    let own: [String: Phrase.Argument] = [
      "group": .text(name.text), "kind": .phrase(Phrase("kind.\(kind.rawValue)")),
    ]
    return Phrase(key, own.merging(arguments) { _, given in given })
  }
}

extension [Ticket] {
  /// A line for each of the first tasks, and how many more there are.
  ///
  /// - Parameter most: How many lines at most; a list that was read up to one more tells whether there are others.
  func lines(most: Int) -> [Reply.Block] {
    var blocks: [Reply.Block] = [.list(prefix(most).map(\.line))]
    if count > most { blocks.append(.paragraph(Phrase("tasks.more"))) }
    return blocks
  }

  static var shown: Int { 10 }
}

extension Ticket {
  fileprivate var line: Phrase {
    var arguments: [String: Phrase.Argument] = ["task": .text(title), "key": .command(key.text)]
    guard let due else { return Phrase("tasks.line", arguments) }
    arguments["due"] = .moment(due)
    return Phrase("tasks.line-due", arguments)
  }
}
