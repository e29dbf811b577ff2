import Domain
import Permissions

/// A second, plain reading of the specification, to which the engine is compared; it shares no code with the engine.
struct Oracle {
  let table = SpecificationTable.shared

  struct Answer: Equatable {
    var isAllowed: Bool
    /// When it is allowed, the row that allows it; else the rows that hold, of which one must be named.
    var rows: [String]
    var condition: Int?
  }

  func answer(_ action: Action, _ facts: Facts) -> Answer {
    let verb = table.rowsOfVerb[action.ordinal]
    var place = 0
    if let group = facts.group {
      place = (group.kind.ordinal * 3 + group.privacy.ordinal) * 2 + (group.isArchived ? 1 : 0)
    }
    let holding = verb.filter { $0.holds(place) && $0.chooses(facts) }
    var allowing: (SpecifiedRow, Int?)?
    var isForbidden = false
    for row in holding {
      // X1, X4 and X10 say that it never happens, so they beat what other rows allow.
      if row.neverHappens { isForbidden = true }
      guard let allowed = allows(row, action, facts), row.guards(action, facts) else { continue }
      if allowing == nil { allowing = (row, allowed == 0 ? nil : allowed) }
    }
    if let allowing, !isForbidden, facts.actor.isActive {
      return Answer(isAllowed: true, rows: [allowing.0.id], condition: allowing.1)
    }
    return Answer(isAllowed: false, rows: (holding.isEmpty ? verb : holding).map(\.id))
  }

  /// 0 when the row allows it, the condition's number when it allows it under a condition that holds, else `nil`.
  private func allows(_ row: SpecifiedRow, _ action: Action, _ facts: Facts) -> Int? {
    let actor = facts.actor
    guard !actor.isExternal else {
      switch actor.standing {
      case .owner, .moderator, .member: return judge(row, .xg, .xg, action, facts)
      case .invited: return judge(row, row.isAboutRelation ? .iv : .xn, .xn, action, facts)
      // Denied what either column denies.
      case .banned:
        guard judge(row, .xn, .xn, action, facts) != nil else { return nil }
        return judge(row, .bn, .xn, action, facts)
      case .requester, .none: return judge(row, .xn, .xn, action, facts)
      }
    }
    let own: Column =
      switch actor.standing {
      case .owner: .ow
      case .moderator: .mo
      case .member: .me
      case .requester: .rq
      case .invited: .iv
      case .banned: .bn
      case .none: .nm
      }
    switch actor.admin {
    case .none: return judge(row, own, own, action, facts)
    case .off: return judge(row, row[.an] == .own ? own : .an, own, action, facts)
    case .on: return judge(row, row[.am] == .own ? own : .am, own, action, facts)
    }
  }

  /// - Parameter standing: what the actor really is, where the cell is taken from another column.
  private func judge(
    _ row: SpecifiedRow, _ column: Column, _ standing: Column, _ action: Action, _ facts: Facts
  ) -> Int? {
    switch row[column] {
    case .no, .never, .own: return nil
    case .yes:
      // The group's own level comes before what the row says for the level by default (“C4 applies”).
      guard column != .am, column != .an, let level = row.level, let own = ownLevel(action, facts), own != level else {
        return 0
      }
      return condition(4, row, standing, action, facts)
        || condition(row.taskCondition ?? 4, row, standing, action, facts)
        ? 0 : nil
    case .condition(let number):
      return condition(number, row, column == .am ? .am : standing, action, facts) ? number : nil
    }
  }

  func ownLevel(_ action: Action, _ facts: Facts) -> Level? {
    if let level = facts.group?.level { return level }
    guard action == .post, let posters = facts.group?.posters else { return nil }
    return [.owner, .staff, .members, .everyone][Posters.allCases.firstIndex(of: posters) ?? 0]
  }
}
