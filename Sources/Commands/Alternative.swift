import CommandLanguage
import Domain

/// One of several things that may be meant: a line of a list, and a button with the whole command.
struct Alternative {
  let line: Phrase
  /// `nil` where the command isn't known as a whole, or mentions somebody by the messenger's id.
  let button: Button?
}

extension Reply {
  /// A question with what there is to choose from; without anything to choose, only the sentences.
  ///
  /// - Parameters:
  ///   - sentences: What stands before the question.
  ///   - last: What stands after the alternatives.
  init(_ sentences: [Phrase], _ question: Phrase?, _ alternatives: [Alternative], _ last: Phrase? = nil) {
    var blocks = (sentences + [question].compactMap { $0 }).map(Block.paragraph)
    if !alternatives.isEmpty { blocks.append(.list(alternatives.map(\.line))) }
    if let last { blocks.append(.paragraph(last)) }
    self.init(blocks, buttons: alternatives.compactMap(\.button))
  }
}

extension GroupReference {
  /// The groups as those that may be meant.
  func alternatives(_ groups: [Group]) -> [Alternative] { groups.alternatives { line(about: $0) } }

  /// What would have been right for a group of another kind.
  func correction(_ group: Group) -> Reply {
    let words: [String: Phrase.Argument] = [
      "kind": .phrase(Phrase("kind.a.\(group.kind.rawValue)")),
      "command": .command(line(about: group) ?? group.key.text),
    ]
    return Reply(
      [.paragraph(group.phrase("group.wrong-kind", words))], buttons: alternatives([group]).compactMap(\.button))
  }

  private func line(about group: Group) -> String? {
    command.flatMap { $0.naming(group: group.key.text, under: group.root(insteadOf: $0.root)) }
  }
}

extension PersonReference {
  /// Somebody as one who may be meant.
  ///
  /// - Parameter typed: How the person can be named.
  func alternative(_ person: Person, as typed: String) -> Alternative {
    let words: [String: Phrase.Argument] = ["name": .text(person.name), "command": .command(typed)]
    let button = command?.naming(name, as: typed).map { Button(Phrase("person.choice", words), $0) }
    return Alternative(line: Phrase("person.choice", words), button: button)
  }
}

extension [Group] {
  /// Those that may be meant; what bears the name of another one tells more of itself.
  ///
  /// - Parameter command: The whole command about one of them.
  func alternatives(_ command: (Group) -> String?) -> [Alternative] {
    map { group in
      let isTwin = contains { $0.key != group.key && $0.name.folded == group.name.folded }
      return group.alternative(command(group), isTwin: isTwin)
    }
  }
}

extension Group {
  fileprivate func alternative(_ command: String?, isTwin: Bool) -> Alternative {
    // A long text isn't repeated for each of them: the key is enough to say it again.
    let isShort = command.map { $0.utf8.count <= 300 } ?? false
    var words = ["command": Phrase.Argument.command(isShort ? command ?? key.text : key.text)]
    if isTwin {
      words["privacy"] = .phrase(Phrase("privacy.adjective.\(privacy.rawValue)"))
      words["members"] = .number(memberCount)
    }
    return Alternative(
      line: phrase(isTwin ? "group.choice-twin" : "group.choice", words),
      button: command.map { Button(phrase("group.button", ["key": .text(key.text)]), $0) })
  }

  /// Its own root, where another root of groups was typed.
  func root(insteadOf root: String) -> String {
    CommandCatalog.groupRoots.contains(root) ? kind.rawValue : root
  }
}
