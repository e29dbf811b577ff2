import Commands
import Configuration
import Domain
import Permissions
import Texts

/// What the engine decides in a situation, for the operator: the rule, its place, its condition and the remedy.
struct Explanation {
  let text: String

  init(_ asked: AskedSituation, by file: PolicyFile, sentences: Sentences) {
    let (action, facts) = (asked.action, asked.facts)
    var lines = ["\(Situation(action, facts))"]
    if !asked.assumed.isEmpty { lines.append("Taken as usual: \(asked.assumed.joined(separator: ", "))") }
    func rule(_ row: Row) -> String { file.place(of: row).map { "\(row) (\($0))" } ?? row.id }
    switch file.policy.decide(action, by: facts, about: Self.subject) {
    case .allow(let permit):
      lines.append("\nAllowed by \(rule(permit.row)).")
      if let condition = permit.condition { lines.append("Its condition holds: \(condition.words).") }
      if permit.inAdminMode, !Self.isAllowedOtherwise(action, facts, file.policy) {
        lines.append("Only Admin Mode makes it possible.")
      }
      if action.needsGroup, !permit.seesGroup { lines.append("The group can't be seen, so no reply names it.") }
    case .deny(let denial):
      lines.append("\nDenied by \(rule(denial.row)): \(denial.reason.rawValue).")
      if let condition = denial.condition {
        lines.append("It would be allowed on a condition: \(condition.words).")
      }
      lines += Self.remedy(denial, facts, sentences).map { "  " + $0 }
    }
    text = lines.joined(separator: "\n")
  }

  /// Whether it would be allowed without Admin Mode as well.
  private static func isAllowedOtherwise(_ action: Action, _ facts: Facts, _ policy: Policy) -> Bool {
    var ordinary = facts
    ordinary.actor.admin = .off
    return policy.decide(action, by: ordinary, about: subject).isAllowed
  }

  private static var subject: Subject {
    Subject(actor: PersonKey("actor"), group: GroupKey("group"), target: PersonKey("target"))
  }

  /// What the person would read, as far as it is known without names.
  private static func remedy(_ denial: Denial, _ facts: Facts, _ sentences: Sentences) -> [String] {
    guard denial.question != .visible else { return ["It is answered as if there were no such group."] }
    let kind = facts.group?.kind.rawValue ?? "group"
    let group = Phrase.Argument.text("the \(kind)")
    let arguments: [String: Phrase.Argument] = [
      "group": group, "person": .text("that person"), "command": .command("/\(kind) \(denial.action.rawValue) …"),
      "inviters": .phrase(Phrase("level.\((facts.group?.inviters ?? .members).rawValue)")),
      "demote": .command("/\(kind) demote …"),
      "unban": .command("/\(kind) unban …"), "revoke": .command("/\(kind) revoke …"),
      "approve": .command("/\(kind) approve …"),
      "action": .phrase(Phrase("action.\(denial.action.rawValue)", ["group": group])),
    ]
    var phrases = [Phrase(denial.sentence(), arguments)]
    if !denial.helpers.isEmpty {
      let helpers = denial.helpers.values.map { Phrase.Argument.text($0 == .owner ? "the owner" : "a moderator") }
      phrases.append(Phrase("denied.ask", ["people": .list(helpers)]))
    }
    if denial.adminModeHelps { phrases.append(Phrase("denied.admin-mode", ["command": .command("/admin on")])) }
    return phrases.map { phrase in
      let sentence = sentences.write(Reply(phrase), for: nil, with: TerminalMarkup())
      return sentence.prefix(1).uppercased() + sentence.dropFirst()
    }
  }
}

extension Condition {
  /// Its name and its number, such as `by-level (C4)`.
  fileprivate var words: String { "\(rawValue) (\(code))" }
}
