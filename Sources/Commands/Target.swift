import Domain
import Permissions

/// Somebody whom a command is about, and what that person is to the group.
struct Target: Sendable {
  let person: Person
  let membership: Membership?
  /// Whether the actor and the person share a group; asked only where it can matter.
  let sharesGroup: Bool

  var standing: Standing { membership?.standing ?? .none }
}

extension Found {
  /// The person, and what the person is to this group.
  func target(_ person: Person, in reading: some Reading, during turn: Turn) throws -> Target {
    Target(
      person: person, membership: try reading.membership(of: person.key, in: group.key),
      sharesGroup: try turn.actor.isExternal && reading.shareGroup(turn.actor.key, person.key))
  }

  /// Whether the action may happen to the person.
  func decide(_ action: Action, about target: Target, during turn: Turn) -> Decision {
    turn.policy.decide(
      action, by: facts(to: action, about: target, during: turn),
      about: turn.subject(group.key, target: target.person.key))
  }

  func facts(to action: Action, about target: Target, during turn: Turn) -> Facts {
    var facts = facts(to: action, during: turn)
    facts.target = Facts.Target(
      standing: target.standing, isExternal: target.person.isExternal, isActive: target.person.isActive,
      isOneself: target.person.key == turn.actor.key, sharesGroupWithActor: target.sharesGroup)
    facts.tie.sentInvitation = target.standing == .invited && target.membership?.inviter == turn.actor.key
    return facts
  }

  /// The permit for an action that is about the person.
  ///
  /// - Throws: ``Denied``, or ``Refusal/notFound(_:near:)`` where the group may not be known.
  func permit(_ action: Action, about target: Target, during turn: Turn) throws -> Permit {
    switch decide(action, about: target, during: turn) {
    case .allow(let permit): return permit
    case .deny(let denial):
      if denial.question == .visible { throw Refusal.notFound(reference) }
      throw Denied(denial: veiled(denial, about: target, during: turn), group: group, target: target.person)
    }
  }

  /// Whether the action may happen to somebody of this standing, whoever it is.
  func allows(_ action: Action, toSomebody standing: Standing, during turn: Turn) -> Bool {
    decide(action, toSomebody: standing, during: turn).isAllowed
  }

  /// What is decided of the action about somebody of this standing.
  func decide(_ action: Action, toSomebody standing: Standing, during turn: Turn) -> Decision {
    var facts = facts(to: action, during: turn)
    facts.target = Facts.Target(standing: standing)
    return turn.policy.decide(action, by: facts, about: turn.subject(group.key))
  }

  /// Whether the actor may know what somebody is to the group: invitations, requests and bans are known to those alone
  /// who decide about them, and an invitation to who sent it.
  func reveals(_ membership: Membership, to turn: Turn) -> Bool {
    switch membership.standing {
    case .invited:
      standing.isInside && membership.inviter == turn.actor.key || allows(.revoke, toSomebody: .invited, during: turn)
    case .requester: allows(.reject, toSomebody: .requester, during: turn)
    case .banned: allows(.unban, toSomebody: .banned, during: turn)
    case .owner, .moderator, .member, .none: true
    }
  }

  /// The denial as the actor may read it, where it would tell what the person is to the group.
  func veiled(_ denial: Denial, about target: Target, during turn: Turn) -> Denial {
    if denial.question == .standing { return helped(denial, about: target, during: turn) }
    guard [.targetInvited, .targetRequester, .targetBanned].contains(denial.reason),
      let membership = target.membership, !reveals(membership, to: turn)
    else { return denial }
    return Denial(
      action: denial.action, row: denial.row, question: denial.question,
      reason: denial.action == .invite || denial.action == .add ? .notNow : .targetNone)
  }

  /// The denial with who could help if the person were suitable: who can't be seen in the group is the same to the actor,
  /// banned, invited or nothing.
  private func helped(_ denial: Denial, about target: Target, during turn: Turn) -> Denial {
    guard !target.standing.isInside,
      let suitable = denial.action.targetStandings.values.first(where: { !$0.isInside })
    else { return denial }
    var facts = facts(to: denial.action, about: target, during: turn)
    facts.target?.standing = suitable
    let subject = turn.subject(group.key, target: target.person.key)
    switch turn.policy.decide(denial.action, by: facts, about: subject) {
    case .allow: return denial
    case .deny(let general):
      return Denial(
        action: denial.action, row: denial.row, question: denial.question, reason: denial.reason,
        condition: denial.condition, helpers: general.helpers, adminModeHelps: general.adminModeHelps)
    }
  }
}

extension Found {
  /// Makes sure that the actor decides about people of this standing, before they are shown.
  ///
  /// - Parameter asked: The key of what a denial calls it; the action itself unless given.
  /// - Throws: ``Denied`` when the actor doesn't, and ``Refusal/overheard(_:)`` where others would read of them.
  func require(
    _ action: Action, toSomebody standing: Standing, asked: String? = nil, during turn: Turn
  ) throws {
    if case .deny(let denial) = decide(action, toSomebody: standing, during: turn) {
      throw Denied(denial: denial, asked: asked, group: group)
    }
    guard !turn.isOverheard else { throw Refusal.overheard(group) }
  }
}
