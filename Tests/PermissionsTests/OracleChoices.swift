import Domain
import Permissions

/// Which of a verb's rows holds where a setting or the person chooses between them, as the text of the row says.
struct SpecifiedChoice: Sendable {
  var inviters: [Inviters]?
  var openToExternals: Bool?
  var guestsMayBeInvited: Bool?
  var targetExternal: Bool?
  var targetStandings: [Standing]?

  init(of row: String) {
    switch row {
    case "M1": (inviters, targetExternal) = ([.owner], false)
    case "M2": (inviters, targetExternal) = ([.staff], false)
    case "M3": (inviters, targetExternal) = ([.members, .employees], false)
    case "M11": inviters = [.owner]
    case "M12": inviters = [.staff, .members, .employees]
    case "M15": (targetStandings, targetExternal) = ([.member], false)
    case "M16": (targetStandings, targetExternal) = ([.moderator], false)
    case "M17": (targetStandings, targetExternal) = ([.member, .moderator], false)
    case "M18", "M19": (targetStandings, targetExternal) = ([.member, .moderator], true)
    case "M22", "M26", "X7": targetExternal = false
    case "X1": (openToExternals, targetExternal) = (false, true)
    case "X2": (openToExternals, targetExternal) = (true, true)
    case "X3": (guestsMayBeInvited, targetExternal) = (true, true)
    case "X4": (guestsMayBeInvited, targetExternal) = (false, true)
    case "X10": targetExternal = true
    default: break
    }
  }

  func suits(_ facts: Facts) -> Bool { settingsSuit(facts) && personSuits(facts) && standingSuits(facts) }

  func settingsSuit(_ facts: Facts) -> Bool {
    if let inviters, let own = facts.group?.inviters, !inviters.contains(own) { return false }
    if let openToExternals, openToExternals != facts.group?.openToExternals { return false }
    return guestsMayBeInvited == nil || guestsMayBeInvited == facts.preconditions.guestsMayBeInvited
  }

  func personSuits(_ facts: Facts) -> Bool {
    targetExternal == nil || targetExternal == (facts.target?.isExternal == true)
  }

  func standingSuits(_ facts: Facts) -> Bool {
    guard let targetStandings, let target = facts.target else { return true }
    return targetStandings.contains(target.standing)
  }

  var facts: Set<Fact> {
    var facts: Set<Fact> = []
    if inviters != nil { facts.insert(.inviters) }
    if openToExternals != nil { facts.insert(.openToExternals) }
    if guestsMayBeInvited != nil { facts.insert(.guestsMayBeInvited) }
    if targetExternal != nil { facts.insert(.targetExternal) }
    if targetStandings != nil { facts.insert(.targetStanding) }
    return facts
  }
}

/// The rows of a verb, and those that hold in each place.
struct SpecifiedVerb: Sendable {
  let rows: [SpecifiedRow]
  let inPlace: [[SpecifiedRow]]

  init(_ action: Action, in table: [SpecifiedRow]) {
    rows = table.filter { $0.verbs.contains(action.rawValue) }.map { $0.guarded(for: action) }
    inPlace = (0..<SpecificationTable.places).map { [rows] place in rows.filter { $0.holds(place) } }
  }

  /// Where no row holds: the one that fits kind, privacy and archive state, as setting and person choose, else the first.
  func nearest(_ facts: Facts, _ inPlace: [SpecifiedRow]) -> SpecifiedRow {
    func narrowed(_ rows: [SpecifiedRow], _ suits: (SpecifiedChoice) -> Bool) -> [SpecifiedRow] {
      let suitable = rows.filter { suits($0.choice) }
      return suitable.isEmpty ? rows : suitable
    }
    var near = narrowed(inPlace) { $0.settingsSuit(facts) }
    near = narrowed(near) { $0.personSuits(facts) }
    return narrowed(near) { $0.standingSuits(facts) }.first ?? rows[0]
  }

  /// The facts by which its rows are chosen.
  var choosing: Set<Fact> {
    let place: [Fact] =
      rows.contains(where: \.isAboutRelation)
      ? [.kind, .privacy, .archived] : rows.contains { $0.kinds != ["any"] } ? [.kind] : []
    return rows.reduce(into: Set(place)) { facts, row in
      facts.formUnion(row.choice.facts)
      if row.level != nil { facts.insert(.level) }
    }
  }

  /// All facts that the specification needs for it.
  var facts: Set<Fact> {
    rows.reduce(into: choosing) { facts, row in
      for guarding in row.guards { facts.formUnion(guarding.facts) }
      for case .condition(let number) in row.cells { facts.formUnion(Oracle.facts(ofCondition: number)) }
      // Who may post is the level for posts while the group has set none.
      if row.id == "F3" { facts.insert(.posters) }
    }
  }
}
