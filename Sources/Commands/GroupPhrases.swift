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
  /// A line for each of the first tasks, as ``Reply/Block/first(_:of:)`` has them.
  func lines(most: Int) -> [Reply.Block] { Reply.Block.first(most, of: map(\.line)) }

  static var shown: Int { 10 }
}

extension Reply.Block {
  /// The first of some lines, and whether there are others; a list that was read up to one more tells that.
  static func first(_ most: Int, of lines: [Phrase]) -> [Reply.Block] {
    let list = Reply.Block.list(Array(lines.prefix(most)))
    return lines.count > most ? [list, .paragraph(Phrase("list.first", ["count": .number(most)]))] : [list]
  }
}

extension Ticket {
  fileprivate var line: Phrase {
    var arguments: [String: Phrase.Argument] = ["task": .text(title), "key": .command(key.text)]
    guard let due else { return Phrase("tasks.line", arguments) }
    arguments["due"] = .moment(due)
    return Phrase("tasks.line-due", arguments)
  }
}
