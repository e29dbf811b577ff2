import Domain

/// A situation as the engine reads it: one word, with a bit for every value that a fact can have.
///
/// A rule is such a word as well, of all values for which it holds; so whether it holds is one test of bits.
struct Traits: Sendable, Equatable {
  private(set) var bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  // Inline: facts that are passed on are taken apart and put together again, which costs more than reading them.
  @inline(__always) init(_ facts: Facts) {
    // Without a group, as in an ordinary one; only what needs no group is decided there.
    let group = facts.group ?? Facts.GroupFacts(kind: .workgroup, privacy: .public)
    let (tie, preconditions) = (facts.tie, facts.preconditions)
    var bits = Part.kind[group.kind.ordinal] | Part.privacy[group.privacy.ordinal] | Part.archived[group.isArchived]
    bits |= Part.inviters[group.inviters.ordinal] | Part.openToExternals[group.openToExternals]
    bits |= Part.guestsMayBeInvited[preconditions.guestsMayBeInvited]
    if let level = group.level { bits |= Part.level[level.ordinal] }
    if let level = group.editLevel { bits |= Part.editLevel[level.ordinal] }
    bits |= Part.posters[Level(group.posters).ordinal]
    bits |= Part.role[tie.role.ordinal] | Part.taskState[tie.taskState.ordinal]
    bits |= Traits.inGroup.if(facts.group != nil) | Traits.inactive.if(!facts.actor.isActive)
    bits |= Traits.cameWithDepartment.if(facts.actor.cameWithDepartment)
    bits |= Traits.mayMoveDeadline.if(tie.responsibleMayMoveDeadline) | Traits.sentInvitation.if(tie.sentInvitation)
    bits |= Traits.mayEditElsewhere.if(tie.mayEditElsewhere) | Traits.hasContents.if(preconditions.hasContents)
    bits |= Traits.lastAdmin.if(preconditions.isLastAdmin)
    bits |= Traits.responsibleMayEdit.if(preconditions.responsibleMayEdit)
    if let target = facts.target {
      bits |= Part.targetStanding[target.standing.ordinal] | Part.targetExternal[target.isExternal]
      bits |= Traits.targetInactive.if(!target.isActive) | Traits.targetOneself.if(target.isOneself)
      bits |= Traits.targetCameWithDepartment.if(target.cameWithDepartment)
      bits |= Traits.noSharedGroup.if(!target.sharesGroupWithActor)
    } else {
      bits |= Part.targetExternal[false]
    }
    self.bits = bits
  }

  /// All values for which the rule holds; of what no rule asks for, every one.
  init(of rule: Rule) {
    var bits = Traits.unchosen
    bits |= Part.kind[rule.kinds] | Part.privacy[rule.privacies] | Part.archived[rule.isArchived]
    bits |= Part.inviters[rule.inviters] | Part.openToExternals[rule.openToExternals]
    bits |= Part.guestsMayBeInvited[rule.guestsMayBeInvited]
    bits |= Part.targetStanding[rule.targetStandings] | Part.targetExternal[rule.targetIsExternal]
    self.bits = bits
  }

  /// All values of the facts by which no rule is chosen.
  static var unchosen: UInt64 { ~Fact.parts.reduce(0) { $0 | $1.part.all } }

  /// Whether this is a situation in which a rule with those values holds.
  func isWithin(_ rule: Traits) -> Bool { bits & ~rule.bits == 0 }

  /// The same of some facts alone.
  func isWithin(_ rule: Traits, in part: Part) -> Bool { bits & ~rule.bits & part.all == 0 }

  func has(_ trait: Traits) -> Bool { bits & trait.bits != 0 }

  func contains(_ part: Part) -> Bool { bits & part.all != 0 }

  /// The level that the group has set itself, if it has.
  var level: Choice<Level> { Choice(bits: UInt32(truncatingIfNeeded: (bits & Part.level.all) >> Part.level.first)) }

  /// The level for editing tasks that the group has set itself, if it has.
  var editLevel: Choice<Level> {
    Choice(bits: UInt32(truncatingIfNeeded: (bits & Part.editLevel.all) >> Part.editLevel.first))
  }

  /// Who may post, as a level.
  var posters: Choice<Level> {
    Choice(bits: UInt32(truncatingIfNeeded: (bits & Part.posters.all) >> Part.posters.first))
  }

  var inviters: Choice<Inviters> {
    Choice(bits: UInt32(truncatingIfNeeded: (bits & Part.inviters.all) >> Part.inviters.first))
  }

  var targetStanding: Choice<Standing> {
    Choice(bits: UInt32(truncatingIfNeeded: (bits & Part.targetStanding.all) >> Part.targetStanding.first))
  }

  /// Kind, privacy and archive as a number below ``places``.
  var place: Int { Int(truncatingIfNeeded: bits & Part.place.all) }

  static let places = 256

  /// The same for somebody else, who has nothing to do with the task or the invitation.
  var forSomebodyElse: Traits {
    let own =
      Part.role.all | Traits.sentInvitation.bits | Traits.mayEditElsewhere.bits | Traits.targetOneself.bits
      | Traits.inactive.bits | Traits.cameWithDepartment.bits
    return Traits(bits: bits & ~own | Part.role[Facts.TaskRole.none.ordinal])
  }
}

extension Traits {
  /// Where the bits of one fact are, or of several that stand beside each other.
  struct Part: Sendable {
    let first: UInt64
    let all: UInt64

    private init(_ first: UInt64, count: UInt64) {
      self.first = first
      all = (1 << count - 1) << first
    }

    subscript(value: Int) -> UInt64 { 1 &<< (first &+ UInt64(truncatingIfNeeded: value)) }

    subscript(value: Bool) -> UInt64 { (value ? 2 : 1) &<< first }

    subscript(value: Bool?) -> UInt64 { value.map { self[$0] } ?? all }

    subscript<Value>(values: Choice<Value>) -> UInt64 { UInt64(values.bits) << first }

    static var kind: Part { Part(0, count: 3) }
    static var privacy: Part { Part(3, count: 3) }
    static var archived: Part { Part(6, count: 2) }
    static var inviters: Part { Part(8, count: 4) }
    static var openToExternals: Part { Part(12, count: 2) }
    static var guestsMayBeInvited: Part { Part(14, count: 2) }
    static var targetStanding: Part { Part(16, count: 7) }
    static var targetExternal: Part { Part(23, count: 2) }
    static var level: Part { Part(25, count: 4) }
    static var posters: Part { Part(29, count: 4) }
    static var role: Part { Part(33, count: 5) }
    static var taskState: Part { Part(38, count: 3) }
    static var editLevel: Part { Part(54, count: 4) }
    /// Kind, privacy and archive.
    static var place: Part { Part(0, count: 8) }
    /// Who may invite, and the switches.
    static var settings: Part { Part(8, count: 8) }
  }

  private init(_ part: Part, _ value: Int) { bits = part[value] }

  private init(bit: UInt64) { bits = 1 << bit }

  static var workgroup: Traits { Traits(.kind, 0) }
  static var collab: Traits { Traits(.kind, 2) }
  static var hidden: Traits { Traits(.privacy, 2) }
  static var archived: Traits { Traits(.archived, 1) }
  static var ownerInvites: Traits { Traits(.inviters, 0) }
  static var openToExternals: Traits { Traits(.openToExternals, 1) }
  static var targetMember: Traits { Traits(.targetStanding, 2) }
  static var targetExternal: Traits { Traits(.targetExternal, 1) }
  static var creator: Traits { Traits(.role, 0) }
  static var responsible: Traits { Traits(.role, 1) }
  static var participant: Traits { Traits(.role, 2) }
  static var observer: Traits { Traits(.role, 3) }
  static var awaitingControl: Traits { Traits(.taskState, 1) }
  static var closed: Traits { Traits(.taskState, 2) }
  static var inGroup: Traits { Traits(bit: 41) }
  static var inactive: Traits { Traits(bit: 42) }
  static var cameWithDepartment: Traits { Traits(bit: 43) }
  static var mayMoveDeadline: Traits { Traits(bit: 44) }
  static var sentInvitation: Traits { Traits(bit: 45) }
  static var mayEditElsewhere: Traits { Traits(bit: 46) }
  static var hasContents: Traits { Traits(bit: 47) }
  static var lastAdmin: Traits { Traits(bit: 48) }
  static var responsibleMayEdit: Traits { Traits(bit: 49) }
  static var targetInactive: Traits { Traits(bit: 50) }
  static var targetOneself: Traits { Traits(bit: 51) }
  static var targetCameWithDepartment: Traits { Traits(bit: 52) }
  static var noSharedGroup: Traits { Traits(bit: 53) }

  private func `if`(_ isSo: Bool) -> UInt64 { isSo ? bits : 0 }
}

extension Facts.TaskRole: Ordinal {
  package var ordinal: Int {
    switch self {
    case .creator: 0
    case .responsible: 1
    case .participant: 2
    case .observer: 3
    case .none: 4
    }
  }
}

extension Facts.TaskState: Ordinal {
  package var ordinal: Int {
    switch self {
    case .open: 0
    case .awaitingControl: 1
    case .closed: 2
    }
  }
}
