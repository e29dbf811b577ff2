import Domain
import Permissions
import Testing

/// A denial names the row that was chosen, the first question that fails, and who could do it.
struct DenialTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let action: Action
    let standing: Standing
    let row: Row
    let reason: Reason
    var condition: Condition?
    var helpers: Choice<Standing> = []
    var adminHelps = false
    var admin = AdminState.none
    var isExternal = false
    var place = Facts.GroupFacts(kind: .project, privacy: .public)
    var target: Facts.Target?
    var tie = Facts.Tie()
    var preconditions = Facts.Preconditions()

    var testDescription: String { "\(action.rawValue) by \(standing.rawValue): \(row) \(reason.rawValue)" }
  }

  private static let archived = Facts.GroupFacts(kind: .project, privacy: .public, isArchived: true)
  private static let hidden = Facts.GroupFacts(kind: .project, privacy: .hidden)
  private static let collab = Facts.GroupFacts(kind: .collab, privacy: .private)

  @Test(arguments: [
    // Who asks.
    Case(action: .archive, standing: .moderator, row: "G12", reason: .onlyOwner, helpers: [.owner]),
    Case(
      action: .archive, standing: .none, row: "G12", reason: .onlyOwner, helpers: [.owner], adminHelps: true,
      admin: .off),
    Case(action: .ban, standing: .member, row: "M20", reason: .onlyStaff, helpers: [.owner, .moderator]),
    Case(action: .archive, standing: .banned, row: "G12", reason: .banned, helpers: [.owner]),
    Case(action: .archive, standing: .none, row: "G12", reason: .notVisible, place: hidden),
    Case(action: .archive, standing: .none, row: "G12", reason: .notVisible, admin: .off, place: hidden),
    Case(action: .show, standing: .banned, row: "V7", reason: .notVisible, place: hidden),
    Case(action: .show, standing: .none, row: "V6", reason: .notVisible, isExternal: true),
    Case(action: .listAll, standing: .none, row: "A4", reason: .onlyAdminMode, adminHelps: true, admin: .off),
    // What can't happen to somebody in that standing.
    Case(action: .join, standing: .member, row: "J1", reason: .alreadyInside),
    Case(action: .join, standing: .owner, row: "J1", reason: .alreadyInside, admin: .on),
    Case(action: .accept, standing: .member, row: "J5", reason: .alreadyInside),
    Case(action: .accept, standing: .none, row: "J5", reason: .notInvited),
    Case(action: .withdraw, standing: .none, row: "J8", reason: .notRequested),
    Case(action: .leave, standing: .none, row: "J9", reason: .notInside),
    Case(action: .leave, standing: .owner, row: "J9", reason: .transferFirst),
    Case(action: .stepDown, standing: .member, row: "M25", reason: .notModerator),
    // The archive.
    Case(action: .archive, standing: .owner, row: "G13", reason: .alreadyArchived, place: archived),
    Case(action: .unarchive, standing: .owner, row: "G14", reason: .notArchived),
    Case(action: .edit, standing: .owner, row: "G6", reason: .archived, condition: .unarchiveFirst, place: archived),
    Case(
      action: .invite, standing: .none, row: "M4", reason: .archived, place: archived,
      target: Facts.Target(standing: .none)),
    Case(
      action: .remind, standing: .owner, row: "M10", reason: .archived, place: archived,
      target: Facts.Target(standing: .invited)),
    Case(
      action: .remove, standing: .owner, row: "M17", reason: .archived, place: archived,
      target: Facts.Target(standing: .member)),
    Case(
      action: .promote, standing: .owner, row: "M24", reason: .archived, place: archived,
      target: Facts.Target(standing: .member, isExternal: true)),
    Case(
      action: .promote, standing: .none, row: "X10", reason: .externalStaff, admin: .on, place: archived,
      target: Facts.Target(standing: .member, isExternal: true)),
    // Settings choose the row.
    Case(
      action: .invite, standing: .member, row: "M1", reason: .onlyOwner, helpers: [.owner],
      place: Facts.GroupFacts(kind: .project, privacy: .public, inviters: .owner),
      target: Facts.Target(standing: .none)),
    Case(
      action: .invite, standing: .member, row: "M2", reason: .onlyStaff, helpers: [.owner, .moderator],
      place: Facts.GroupFacts(kind: .project, privacy: .public, inviters: .staff),
      target: Facts.Target(standing: .none)),
    Case(
      action: .post, standing: .member, row: "F3", reason: .level, condition: .byLevel, helpers: [.owner, .moderator],
      place: Facts.GroupFacts(kind: .project, privacy: .public, posters: .staff)),
    // The person it is about.
    Case(action: .invite, standing: .member, row: "M3", reason: .targetMember, target: Facts.Target(standing: .member)),
    Case(
      action: .invite, standing: .member, row: "M3", reason: .targetInvited, target: Facts.Target(standing: .invited)),
    Case(action: .promote, standing: .owner, row: "M22", reason: .targetNone, target: Facts.Target(standing: .none)),
    Case(
      action: .promote, standing: .owner, row: "X10", reason: .externalStaff,
      target: Facts.Target(standing: .member, isExternal: true)),
    Case(action: .remove, standing: .owner, row: "M15", reason: .targetNone, target: Facts.Target(standing: .none)),
    Case(
      action: .remove, standing: .member, row: "M15", reason: .onlyOwner, target: Facts.Target(standing: .owner)),
    Case(
      action: .remove, standing: .moderator, row: "M16", reason: .onlyOwner, helpers: [.owner],
      target: Facts.Target(standing: .moderator, isOneself: true)),
    Case(
      action: .invite, standing: .owner, row: "X1", reason: .groupClosedToExternals,
      target: Facts.Target(standing: .none, isExternal: true)),
    Case(
      action: .invite, standing: .owner, row: "X4", reason: .guestsSwitchedOff, place: collab,
      target: Facts.Target(standing: .none, isExternal: true),
      preconditions: Facts.Preconditions(guestsMayBeInvited: false)),
    Case(
      action: .invite, standing: .owner, row: "X3", reason: .targetEmployee, place: collab,
      target: Facts.Target(standing: .none)),
    Case(
      action: .transfer, standing: .owner, row: "M26", reason: .targetInactive,
      target: Facts.Target(standing: .member, isActive: false)),
    // No level is said to keep out who is invited from outside, since none lets in.
    Case(
      action: .seeTasks, standing: .invited, row: "V15", reason: .onlyMembers, helpers: [.owner, .moderator],
      isExternal: true, place: Facts.GroupFacts(kind: .project, privacy: .public, level: .everyone)),
    Case(
      action: .seeTasks, standing: .invited, row: "V15", reason: .level, condition: .byLevel,
      helpers: [.owner, .moderator]),
    // Who took part in nothing is told of nothing.
    Case(
      action: .revoke, standing: .none, row: "M9", reason: .onlyMembers, condition: .leftAlready,
      helpers: [.owner, .moderator], target: Facts.Target(standing: .invited)),
    Case(
      action: .revoke, standing: .none, row: "M9", reason: .inviterLeft, condition: .leftAlready,
      helpers: [.owner, .moderator], target: Facts.Target(standing: .invited), tie: Facts.Tie(sentInvitation: true)),
    // The object, and preconditions.
    Case(
      action: .taskDone, standing: .owner, row: "T14", reason: .archived, place: archived,
      tie: Facts.Tie(role: .creator)),
    Case(
      action: .taskEdit, standing: .none, row: "T3", reason: .taskClosed, condition: .editsTask,
      helpers: [.owner, .moderator],
      tie: Facts.Tie(role: .creator, taskState: .closed)),
    Case(
      action: .taskApprove, standing: .owner, row: "T7", reason: .notCreator, condition: .asCreator,
      tie: Facts.Tie(role: .responsible)),
    Case(
      action: .taskDone, standing: .member, row: "T6", reason: .awaitingControl, condition: .worksOnTask,
      helpers: [.owner, .moderator],
      tie: Facts.Tie(role: .responsible, taskState: .awaitingControl)),
    Case(
      action: .delete, standing: .owner, row: "G15", reason: .hasContents, condition: .whenEmpty,
      preconditions: Facts.Preconditions(hasContents: true)),
    Case(
      action: .dates, standing: .owner, row: "G9", reason: .convertFirst,
      place: Facts.GroupFacts(kind: .workgroup, privacy: .public)),
    Case(action: .dates, standing: .owner, row: "G9", reason: .wrongKind, place: collab),
    Case(
      action: .adminRevoke, standing: .none, row: "A3", reason: .lastAdmin, admin: .off,
      target: Facts.Target(standing: .none), preconditions: Facts.Preconditions(isLastAdmin: true)),
  ])
  func `denies`(_ one: Case) throws {
    let facts = Facts(
      actor: Facts.Actor(isExternal: one.isExternal, admin: one.admin, standing: one.standing),
      group: one.action.needsGroup ? one.place : nil, target: one.target, tie: one.tie,
      preconditions: one.preconditions)
    var found: Denial?
    if case .deny(let denial) = try Shipped.policy.decide(one.action, by: facts, about: .somebody) { found = denial }
    #expect(
      found
        == Denial(
          action: one.action, row: one.row, question: one.reason.question, reason: one.reason,
          condition: one.condition, helpers: one.helpers, adminModeHelps: one.adminHelps))
  }

  @Test func `who can't go on without a permit is told the denial`() throws {
    let facts = Facts(
      actor: Facts.Actor(standing: .member), group: Facts.GroupFacts(kind: .project, privacy: .public))
    let policy = try Shipped.policy
    let denial = #expect(throws: Denial.self) { _ = try policy.decide(.archive, by: facts, about: .somebody).permit() }
    #expect(denial?.reason == .onlyOwner)
  }

  @Test(arguments: [
    (Action.archive, Facts.Actor(standing: .owner), nil as Kind?, true),
    (.archive, Facts.Actor(standing: .moderator), nil, false),
    (.unarchive, Facts.Actor(standing: .owner), nil, true), (.unarchive, Facts.Actor(standing: .banned), nil, false),
    (.create, Facts.Actor(), nil, true), (.create, Facts.Actor(isExternal: true), nil, false),
    (.listAll, Facts.Actor(admin: .on), nil, true), (.listAll, Facts.Actor(admin: .off), nil, false),
    (.renewLink, Facts.Actor(standing: .owner), nil, true), (.show, Facts.Actor(isActive: false), nil, false),
    (.dates, Facts.Actor(standing: .owner), .project, true), (.dates, Facts.Actor(standing: .owner), .collab, false),
    (.add, Facts.Actor(standing: .owner), .collab, true), (.add, Facts.Actor(standing: .owner), .project, false),
    (.add, Facts.Actor(admin: .on), .project, true),
  ])
  func `says whether there is a group in which somebody could do it`(
    _ action: Action, _ actor: Facts.Actor, _ kind: Kind?, _ could: Bool
  ) throws {
    #expect(try Shipped.policy.couldAllow(action, to: actor, in: kind) == could)
  }

  @Test(arguments: [
    (Action.show, Standing.invited, Privacy.hidden, Condition.cardOnly), (.members, .none, .private, .staffAndCount),
    (.pending, .requester, .private, .ownEntry), (.pending, .member, .public, .whatOneMayActOn),
    (.join, .invited, .hidden, .asAcceptance), (.leave, .invited, .public, .asWithdrawal),
  ])
  func `says what narrows the answer`(
    _ action: Action, _ standing: Standing, _ privacy: Privacy, _ condition: Condition
  ) throws {
    let facts = Facts(
      actor: Facts.Actor(standing: standing), group: Facts.GroupFacts(kind: .project, privacy: privacy))
    let found = try Shipped.policy.decide(action, by: facts, about: .somebody).permit().condition
    #expect(found == condition)
  }
}
