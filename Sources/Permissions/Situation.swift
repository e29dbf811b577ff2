import Domain

/// A combination of facts in words, for the operator: `a moderator may “archive” a hidden project`.
package struct Situation: Sendable, Equatable, CustomStringConvertible {
  package let action: Action
  package let facts: Facts

  package init(_ action: Action, _ facts: Facts) {
    self.action = action
    self.facts = facts
  }

  package var description: String { "\(actor), “\(action.rawValue)”, \(place)\(details)" }

  /// Who asks, such as `a moderator in Admin Mode`.
  package var actor: String {
    let actor = facts.actor
    var text = actor.isExternal ? "somebody from outside" : "an employee"
    if action.needsGroup { text += actor.standing == .none ? " without a relation" : " (\(actor.standing.rawValue))" }
    if !actor.isActive { text += ", no longer active" }
    switch actor.admin {
    case .none: break
    case .off: text += ", administrator without Admin Mode"
    case .on: text += " in Admin Mode"
    }
    return text
  }

  /// Where, such as `in an archived hidden project, about somebody from outside (member)`.
  package var place: String {
    var text = ""
    if let group = facts.group {
      let words = [group.isArchived ? "archived" : "active", group.privacy.rawValue, group.kind.rawValue]
      text = "in an " + words.joined(separator: " ")
      let asked = action.facts
      if asked.contains(.inviters) { text += ", inviting: \(group.inviters.rawValue)" }
      if asked.contains(.openToExternals) { text += group.openToExternals ? ", open to externals" : "" }
      if let level = group.level { text += ", level: \(level.rawValue)" }
    }
    if let target = facts.target {
      text += ", about \(target.isOneself ? "oneself" : target.isExternal ? "somebody from outside" : "an employee")"
      if action.facts.contains(.targetStanding) { text += " (\(target.standing.rawValue))" }
    }
    return text
  }

  private var details: String {
    var text = ""
    if action.facts.contains(.role) { text += ", in the task: \(facts.tie.role.rawValue)" }
    if action.facts.contains(.taskState) { text += " (\(facts.tie.taskState.rawValue))" }
    if facts.tie.sentInvitation { text += ", sent the invitation" }
    if facts.preconditions.hasContents { text += ", with contents" }
    return text
  }
}
