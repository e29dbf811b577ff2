import Domain
import Permissions

extension Found {
  /// By which action an invitation lets the person in: employees get into a collab without being asked, and who has asked
  /// to join is let in by who may do that.
  func action(inviting target: Target, during turn: Turn) -> Action {
    if target.standing == .requester, allows(.approve, toSomebody: .requester, during: turn) { return .approve }
    // Nobody gets into the archive: there it is denied as what was typed.
    return group.kind == .collab && group.archived == nil && !target.person.isExternal ? .add : .invite
  }

  /// Invites each person, or lets in at once whom that suits better.
  func invite(
    _ people: [Person], message: String, in workspace: inout any Workspace, during turn: inout Turn
  ) throws -> Decided {
    let (now, actor) = (turn.now, turn.actor.key)
    let decided = try carryOut(on: people, in: &workspace, during: turn) { target in
      let (key, action) = (target.person.key, action(inviting: target, during: turn))
      guard action == .invite else {
        return (action, .setMembership(Membership(person: key, standing: .member, since: now)))
      }
      let invitation = Membership(person: key, standing: .invited, inviter: actor, message: message, since: now)
      return (.invite, .setMembership(invitation))
    }
    turn.tellInvited(decided.people(by: .invite), to: group, message: message)
    try turn.tell(decided.people(by: .approve), became: .approve, in: self, from: workspace)
    try turn.tell(decided.people(by: .add), became: .add, in: self, from: workspace)
    return decided
  }

  /// What is true now of each of them.
  func sentences(of decided: Decided) -> [Reply.Block] {
    let done = [Action.invite, .approve, .add].filter { !decided.people(by: $0).isEmpty }
    return done.map { .paragraph(decided.sentence(for: $0, in: group)) } + decided.refusals(in: group)
  }
}

extension Turn {
  /// Asks people whether they want to be in the group.
  mutating func tellInvited(_ people: [Person], to group: Group, message: String, by key: String = "notice.invited") {
    var sentences = [
      group.phrase(
        key, ["actor": .person(actor), "privacy": .phrase(Phrase("privacy.adjective.\(group.privacy.rawValue)"))])
    ]
    if !message.isEmpty { sentences.append(Phrase("notice.message", ["message": .text(message)])) }
    sentences.append(
      Phrase("notice.invited-next", ["accept": group.command("accept"), "decline": group.command("decline")]))
    let others = people.map(\.key).filter { $0 != actor.key }
    if !others.isEmpty { notices.append(Notice(to: others, about: group.key, sentences)) }
  }
}
