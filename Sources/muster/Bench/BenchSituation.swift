import Domain
import Permissions

/// A situation that is decided to see how long that takes.
struct BenchSituation {
  let action: Action
  let facts: Facts

  /// Situations of every action, as many of each.
  static var sample: [BenchSituation] {
    var order = Order()
    return Action.allCases.flatMap { action in
      var all: [BenchSituation] = []
      Space(action).visit { facts in
        all.append(BenchSituation(action: action, facts: facts))
        return true
      }
      return (0..<1_500).compactMap { _ in all.randomElement(using: &order) }
    }
  }

  /// Every situation of the actions that depend only on who asks, and on what the group is and holds.
  ///
  /// They are the ones that the lines of the printed table tell completely, so that other engines can be given them as
  /// rules.
  static var compared: [BenchSituation] {
    let told: Choice<Fact> = [.kind, .privacy, .archived, .contents]
    return Action.allCases.filter { $0.facts.isSubset(of: told) }.flatMap { action in
      var all: [BenchSituation] = []
      Space(action, actors: DecisionTable.columns).visit { facts in
        all.append(BenchSituation(action: action, facts: facts))
        return true
      }
      return all
    }
  }

  func isAllowed(by policy: Policy) -> Bool {
    let subject = Subject(actor: PersonKey("a"), group: GroupKey("g"), target: PersonKey("t"))
    return policy.decide(action, by: facts, about: subject).isAllowed
  }

  /// As one line, with the words of the policy file.
  func json(by policy: Policy) -> String {
    let (actor, group) = (facts.actor, facts.group ?? Facts.GroupFacts(kind: .workgroup, privacy: .public))
    return "{\"action\":\"\(action.rawValue)\",\"kind\":\"\(group.kind.rawValue)\","
      + "\"privacy\":\"\(group.privacy.rawValue)\",\"archived\":\(group.isArchived),"
      + "\"contents\":\(facts.preconditions.hasContents),\"standing\":\"\(actor.standing.rawValue)\","
      + "\"external\":\(actor.isExternal),\"admin\":\"\(actor.admin.rawValue)\","
      + "\"allowed\":\(isAllowed(by: policy))}"
  }
}
