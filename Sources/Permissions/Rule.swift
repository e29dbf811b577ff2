package import Domain

/// One row of the permission table as the policy file says it: where it holds, and what each party may do there.
package struct Rule: Sendable, Equatable {
  package var row: Row
  package var actions: [Action]
  package var kinds: Choice<Kind>
  package var privacies: Choice<Privacy>
  /// `nil` when it holds for archived groups and for others; likewise below.
  package var isArchived: Bool?
  package var inviters: Choice<Inviters>
  package var openToExternals: Bool?
  package var guestsMayBeInvited: Bool?
  /// Which people it can be about, for actions that are about somebody.
  package var targetStandings: Choice<Standing>
  package var targetIsExternal: Bool?
  /// The level of the feature operation while the group has set none; `nil` when levels have no say.
  package var level: Level?
  /// One cell for every party but ``Party/admin``, which may be left out.
  package var cells: [Party: Cell]

  /// What the rule says of one party.
  package enum Cell: Sendable, Hashable {
    case allow(Condition?)
    /// Denied unless another rule allows it.
    case deny(Reason)
    /// Denied, whatever other rules allow.
    case forbid(Reason)
    /// Can't happen to that party, such as a member who joins.
    case impossible(Reason)
    /// For administrators, in Admin Mode or not: what they are to the group counts, as with anybody.
    case own
  }

  package init(
    row: Row, actions: [Action], kinds: Choice<Kind> = .all, privacies: Choice<Privacy> = .all,
    isArchived: Bool? = nil, inviters: Choice<Inviters> = .all, openToExternals: Bool? = nil,
    guestsMayBeInvited: Bool? = nil, targetStandings: Choice<Standing> = .all, targetIsExternal: Bool? = nil,
    level: Level? = nil, cells: [Party: Cell]
  ) {
    self.row = row
    self.actions = actions
    self.kinds = kinds
    self.privacies = privacies
    self.isArchived = isArchived
    self.inviters = inviters
    self.openToExternals = openToExternals
    self.guestsMayBeInvited = guestsMayBeInvited
    self.targetStandings = targetStandings
    self.targetIsExternal = targetIsExternal
    self.level = level
    self.cells = cells
  }
}

extension Rule {
  /// What the rule asks for before it holds, so that each of its actions must have it.
  var selectors: Choice<Fact> {
    let left = ~Traits(of: self).bits
    let chosen = Choice(Fact.parts.filter { left & $0.part.all != 0 }.map(\.fact))
    return level == nil ? chosen : chosen.union([.level])
  }

  var conditions: [Condition] {
    Party.allCases.compactMap { party in
      if case .allow(let condition) = cells[party] { condition } else { nil }
    }
  }
}

extension Action {
  /// By which facts a rule of the action may be chosen; the policy file says each of them in every rule.
  package var selectors: Choice<Fact> {
    let asked = facts
    let chooses: Choice<Fact> =
      switch self {
      case .invite: [.inviters, .openToExternals, .guestsMayBeInvited, .targetExternal]
      case .approve: [.inviters]
      case .remove: [.targetStanding, .targetExternal]
      case .add, .promote, .transfer: [.targetExternal]
      default: []
      }
    return Choice<Fact>([.kind, .privacy, .archived, .level].filter { asked.contains($0) }).union(chooses)
  }
}
