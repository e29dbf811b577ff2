import Domain

/// A combination of facts in words, for the operator: `a moderator may “archive” a hidden project`.
package struct Situation: Sendable, Equatable, CustomStringConvertible {
  package let action: Action
  package let facts: Facts

  package init(_ action: Action, _ facts: Facts) {
    self.action = action
    self.facts = facts
  }

  package var description: String {
    ([actor, "“\(action.rawValue)”", place] + details).filter { !$0.isEmpty }.joined(separator: ", ")
  }

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

  /// Where, such as `in an archived hidden project, about somebody from outside (member)`; empty where it makes none.
  package var place: String {
    var parts: [String] = []
    if let group = facts.group {
      let words = [group.isArchived ? "archived" : "active", group.privacy.rawValue, group.kind.rawValue]
      parts.append("in an " + words.joined(separator: " "))
      if action.facts.contains(.inviters) { parts.append("inviting: \(group.inviters.rawValue)") }
      if action.facts.contains(.openToExternals), group.openToExternals { parts.append("open to externals") }
      if let level = group.level { parts.append("level: \(level.rawValue)") }
      if let level = group.editLevel, action.facts.contains(.editLevel) {
        parts.append("level for editing tasks: \(level.rawValue)")
      }
    }
    if let target = facts.target {
      let who = target.isOneself ? "oneself" : target.isExternal ? "somebody from outside" : "an employee"
      let standing = action.facts.contains(.targetStanding) ? " (\(target.standing.rawValue))" : ""
      parts.append("about \(who)\(standing)")
    }
    return parts.joined(separator: ", ")
  }

  private var details: [String] {
    var parts: [String] = []
    if action.facts.contains(.role) {
      let state = action.facts.contains(.taskState) ? " (\(facts.tie.taskState.rawValue))" : ""
      parts.append("in the task: \(facts.tie.role.rawValue)\(state)")
    }
    if facts.tie.sentInvitation { parts.append("sent the invitation") }
    if facts.preconditions.hasContents { parts.append("with contents") }
    return parts
  }
}
