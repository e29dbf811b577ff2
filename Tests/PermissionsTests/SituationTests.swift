import Domain
import Permissions
import Testing

/// A combination of facts in words names what the action asks for, and nothing else.
struct SituationTests {
  private static let project = Facts.GroupFacts(kind: .project, privacy: .public)

  @Test(arguments: [
    (Action.listAll, Facts(actor: Facts.Actor(admin: .on)), "an employee in Admin Mode, “list-all”"),
    (
      .show, Facts(actor: Facts.Actor(isActive: false, standing: .member), group: project),
      "an employee (member), no longer active, “show”, in an active public project"
    ),
    (
      .taskAdd,
      Facts(
        actor: Facts.Actor(admin: .off),
        group: Facts.GroupFacts(kind: .collab, privacy: .hidden, isArchived: true, level: .staff)),
      "an employee without a relation, administrator without Admin Mode, “task-add”, in an archived hidden collab,"
        + " level: staff"
    ),
    (
      .taskMoveIn,
      Facts(
        actor: Facts.Actor(standing: .member),
        group: Facts.GroupFacts(kind: .project, privacy: .public, level: .owner, editLevel: .members)),
      "an employee (member), “task-move-in”, in an active public project, level: owner, level for editing tasks: members"
    ),
    (
      .taskEdit,
      Facts(
        actor: Facts.Actor(standing: .member), group: project, tie: Facts.Tie(role: .creator, taskState: .closed)),
      "an employee (member), “task-edit”, in an active public project, in the task: creator (closed)"
    ),
    (
      .taskComment, Facts(actor: Facts.Actor(standing: .member), group: project, tie: Facts.Tie(role: .observer)),
      "an employee (member), “task-comment”, in an active public project, in the task: observer"
    ),
    (
      .add,
      Facts(
        actor: Facts.Actor(isExternal: true, standing: .member),
        group: Facts.GroupFacts(kind: .project, privacy: .public, openToExternals: true, inviters: .staff),
        target: Facts.Target(standing: .none, isExternal: true)),
      "somebody from outside (member), “add”, in an active public project, inviting: staff, open to externals,"
        + " about somebody from outside (none)"
    ),
    (
      .demote,
      Facts(
        actor: Facts.Actor(standing: .moderator), group: project,
        target: Facts.Target(standing: .moderator, isOneself: true)),
      "an employee (moderator), “demote”, in an active public project, about oneself (moderator)"
    ),
    (
      .revoke,
      Facts(
        actor: Facts.Actor(standing: .member), group: project, target: Facts.Target(standing: .invited),
        tie: Facts.Tie(sentInvitation: true)),
      "an employee (member), “revoke”, in an active public project, inviting: members, about an employee (invited),"
        + " sent the invitation"
    ),
    (
      .adminGrant, Facts(actor: Facts.Actor(admin: .on), target: Facts.Target(standing: .none)),
      "an employee in Admin Mode, “admin-grant”, about an employee"
    ),
    (
      .delete,
      Facts(
        actor: Facts.Actor(standing: .owner), group: project, preconditions: Facts.Preconditions(hasContents: true)),
      "an employee (owner), “delete”, in an active public project, with contents"
    ),
  ])
  func `is written as`(_ action: Action, _ facts: Facts, _ words: String) {
    #expect(Situation(action, facts).description == words)
  }
}
