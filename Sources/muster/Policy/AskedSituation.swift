import Domain
import Permissions

/// The situation that `muster policy explain` was asked about.
struct AskedSituation {
  let action: Action
  let facts: Facts
  /// What was taken as usual, such as `--kind project`.
  let assumed: [String]

  /// - Parameter options: By name, such as `--actor`.
  init(_ options: [String: String]) throws(CommandLine.Mistake) {
    guard let word = options[SituationOption.action] else {
      throw CommandLine.Mistake(text: "Which action? Write muster policy explain --action archive, for instance.")
    }
    guard let action = Action(rawValue: word) else {
      let meant = CommandLine.guess(word, among: Action.allCases.map(\.rawValue))
      throw CommandLine.Mistake(text: "“\(word)” is no action\(meant) muster policy table shows them all.")
    }
    let asked = action.facts
    var facts = Facts(of: action, asked: asked, by: Facts.Actor())
    var assumed: [String] = []
    for option in SituationOption.all {
      guard option.fact.map({ asked.contains($0) }) != false else {
        guard options[option.name] == nil else {
          let own = SituationOption.all.filter { $0.fact.map { asked.contains($0) } == true }.map(\.name)
          let takes = own.isEmpty ? "" : " It does for \(own.joined(separator: ", "))."
          throw CommandLine.Mistake(text: "“\(word)” doesn't ask for \(option.name).\(takes)")
        }
        continue
      }
      let value = options[option.name] ?? option.usual(for: action)
      if options[option.name] == nil { assumed.append("\(option.name) \(value)") }
      guard let index = option.words.firstIndex(of: value) else {
        let meant = CommandLine.guess(value, among: option.words)
        throw CommandLine.Mistake(
          text: "“\(value)” is nothing that \(option.name) knows\(meant) It is one of: "
            + option.words.joined(separator: ", "))
      }
      option.set(&facts, index)
    }
    if facts.target?.isOneself == true {
      // One is the same on both sides.
      facts.target?.standing = facts.actor.standing
      facts.target?.isExternal = facts.actor.isExternal
    }
    self.action = action
    self.facts = facts
    self.assumed = assumed
  }
}
