import Domain
import Permissions
import Testing

/// A permit fits the change that was allowed, and no other.
struct PermitTests {
  private static let actor = PersonKey("ada")
  private static let target = PersonKey("bob")
  private static let other = PersonKey("eve")

  private static func membership(_ person: PersonKey, _ standing: Standing, by inviter: PersonKey? = nil) -> Change {
    .setMembership(Membership(person: person, standing: standing, inviter: inviter, since: Moment(milliseconds: 0)))
  }

  private static func creation(_ key: String, owner: PersonKey) throws -> Change {
    .create(
      Group(
        key: GroupKey(key), kind: .project, name: GroupName(stored: "Apollo", folded: "Apollo"), owner: owner,
        created: Moment(milliseconds: 0)))
  }

  /// Every change there could be, of which each action has its own.
  private static func changes() throws -> [(name: String, change: Change)] {
    let people = [("actor", actor), ("target", target), ("other", other)]
    let (here, start) = (GroupKey("g1"), Moment(milliseconds: 0))
    var offer = Membership(person: target, standing: .invited, inviter: actor, since: start)
    offer.offersOwnership = true
    return [
      ("create", try creation("g1", owner: actor)), ("create for target", try creation("g1", owner: target)),
      ("create for other", try creation("g1", owner: other)), ("create elsewhere", try creation("g2", owner: actor)),
      ("edit", .edit(Group.Edit(description: "x"))), ("privacy", .setPrivacy(.hidden)),
      ("settings", .setSettings(Group.Settings())), ("dates", .setDates(Group.Dates())),
      ("convert", .convert(to: .project)), ("archive", .archive), ("unarchive", .unarchive), ("delete", .delete),
      ("copy", .copy(as: GroupKey("g2"))), ("offer", .setMembership(offer)), ("pin", .pin(true)),
      ("unpin", .pin(false)),
      ("mute", .mute(true)), ("follow", .mute(false)),
      ("task", .addTicket(ticket(in: here, by: actor))), ("task of other", .addTicket(ticket(in: here, by: other))),
      ("task elsewhere", .addTicket(ticket(in: GroupKey("g2"), by: actor))),
      ("file", .shareFile(SharedFile(group: here, name: "a", folded: "a", url: "b", by: actor, at: start))),
      ("mode on", .portal(.adminMode(until: Moment(milliseconds: 1)))), ("mode off", .portal(.adminMode(until: nil))),
      ("grant", .portal(.administrator(target, true))), ("revoke", .portal(.administrator(target, false))),
      ("grant other", .portal(.administrator(other, true))),
    ]
      + people.flatMap { name, person in
        [
          ("\(name) reminded", Change.remind(person)), ("owned by \(name)", .transfer(to: person)),
          ("tasks to \(name)", .handOver(from: other, to: person)),
          (
            "\(name) restored",
            .restore(Membership(person: person, standing: .member, since: Moment(milliseconds: 0)))
          ), ("\(name) restored to nothing", .restore(Membership(person: person, standing: .none, since: start))),
        ]
          + Standing.allCases.map { ("\(name) \($0.rawValue)", membership(person, $0, by: actor)) }
      }
  }

  private static func ticket(in group: GroupKey, by creator: PersonKey) -> Ticket {
    Ticket(
      key: TicketKey("t1"), group: group, title: "T", folded: "t", creator: creator, responsible: creator,
      created: Moment(milliseconds: 0))
  }

  @Test(arguments: [
    (Action.create, ["create"]), (.edit, ["edit"]), (.privacy, ["privacy"]), (.settings, ["settings"]),
    (.dates, ["dates"]), (.convert, ["convert"]), (.archive, ["archive"]), (.unarchive, ["unarchive"]),
    (.delete, ["delete"]), (.copy, ["copy"]), (.pin, ["pin"]), (.unpin, ["unpin"]), (.mute, ["mute"]),
    (.follow, ["follow"]), (.createFor, ["offer"]), (.join, ["actor member"]),
    (.accept, ["owned by actor", "actor member"]), (.decline, ["actor none"]), (.withdraw, ["actor none"]),
    (.leave, ["actor none"]), (.stepDown, ["actor member"]), (.invite, ["target invited"]), (.add, ["target member"]),
    (.remind, ["target reminded"]), (.revoke, ["target none"]), (.approve, ["target member"]),
    (.reject, ["target none"]), (.remove, ["target restored", "target none"]), (.ban, ["target banned"]),
    (.unban, ["target member"]),
    (.promote, ["target moderator"]), (.demote, ["target member"]), (.transfer, ["owned by target"]),
    (.take, ["owned by actor"]), (.taskAdd, ["task"]), (.taskAssign, ["tasks to target"]), (.fileShare, ["file"]),
    (.show, []), (.taskEdit, []),
  ])
  func `covers`(_ action: Action, _ expected: [String]) throws {
    #expect(try covered(by: action, in: GroupKey("g1")) == expected)
  }

  @Test(arguments: [
    (Action.adminOn, ["mode on"]), (.adminOff, ["mode off"]), (.adminGrant, ["grant"]), (.adminRevoke, ["revoke"]),
    (.listAll, []),
  ])
  func `covers in the portal`(_ action: Action, _ expected: [String]) throws {
    #expect(try covered(by: action, in: nil) == expected)
    // The same permit for a group covers nothing of the portal.
    #expect(try covered(by: action, in: GroupKey("g1")) == [])
  }

  private func covered(by action: Action, in group: GroupKey?) throws -> [String]? {
    let policy = try Shipped.policy
    let subject = Subject(actor: Self.actor, group: group, target: Self.target)
    var found: [String]?
    Space(action).visit { facts in
      if case .allow(let permit) = policy.decide(action, by: facts, about: subject) {
        var covered: [String] = []
        for (name, change) in (try? Self.changes()) ?? [] where permit.covers(change) { covered.append(name) }
        found = covered
      }
      return found == nil
    }
    return found
  }

  @Test func `another is made owner without being asked only in Admin Mode`() throws {
    let subject = Subject(actor: Self.actor, group: GroupKey("g1"), target: Self.target)
    for (admin, covered) in [(AdminState.on, true), (.off, false), (.none, false)] {
      let facts = Facts(
        actor: Facts.Actor(admin: admin), group: Facts.GroupFacts(kind: .project, privacy: .public),
        target: Facts.Target(standing: .none))
      let permit = try Shipped.policy.decide(.createFor, by: facts, about: subject).permit()
      let found = permit.covers(try Self.creation("g1", owner: Self.target))
      #expect(found == covered, "\(admin)")
    }
  }

  @Test(arguments: [
    (Privacy.public, Standing.none, AdminState.none, Standing.member), (.private, .none, .none, .requester),
    (.private, .invited, .none, .member), (.hidden, .invited, .none, .member), (.private, .none, .on, .member),
  ])
  func `joining makes a member at once only where that is allowed`(
    _ privacy: Privacy, _ standing: Standing, _ admin: AdminState, _ joinsAs: Standing
  ) throws {
    let facts = Facts(
      actor: Facts.Actor(admin: admin, standing: standing), group: Facts.GroupFacts(kind: .project, privacy: privacy))
    let permit = try Shipped.policy.decide(.join, by: facts, about: .somebody).permit()
    let found = permit.joinsAs
    #expect(found == joinsAs)
  }

  @Test(arguments: [
    (Standing.owner, AdminState.on, true), (.none, .on, true), (.owner, .off, false), (.owner, .none, false),
  ])
  func `says whether it is done in Admin Mode`(_ standing: Standing, _ admin: AdminState, _ inIt: Bool) throws {
    let facts = Facts(
      actor: Facts.Actor(admin: admin, standing: standing), group: Facts.GroupFacts(kind: .project, privacy: .hidden))
    let permit = try Shipped.policy.decide(.archive, by: facts, about: .somebody).permit()
    let found = permit.inAdminMode
    #expect(found == inIt)
  }

  @Test func `tells what was done with it`() throws {
    let before = Group(
      key: GroupKey("g1"), kind: .project, name: GroupName(stored: "Apollo", folded: "Apollo"), owner: Self.other,
      created: Moment(milliseconds: 0))
    let facts = Facts(
      actor: Facts.Actor(admin: .on), group: Facts.GroupFacts(kind: .project, privacy: .public))
    let subject = Subject(actor: Self.actor, group: before.key)
    let permit = try Shipped.policy.decide(.archive, by: facts, about: subject).permit()
    let act = Act(permit, before: before)
    #expect(act.action == .archive && act.row == "G12" && act.inAdminMode)
    #expect(act.subject == subject && act.before == before)
  }

  @Test func `is about nobody and no group where none was named`() {
    let subject = Subject(actor: Self.actor)
    #expect(subject.actor == Self.actor && subject.group == nil && subject.target == nil)
    let both = Subject(actor: Self.actor, group: GroupKey("g1"), target: Self.target)
    #expect(both.group == GroupKey("g1") && both.target == Self.target)
  }

  @Test func `says when the group must not be named`() throws {
    var facts = Facts(actor: Facts.Actor(), group: Facts.GroupFacts(kind: .project, privacy: .hidden))
    facts.tie.role = .creator
    let stranger = try seesGroup(facts)
    #expect(!stranger)
    facts.actor.standing = .member
    let member = try seesGroup(facts)
    #expect(member)
  }

  private func seesGroup(_ facts: Facts) throws -> Bool {
    try Shipped.policy.decide(.seeOwnTask, by: facts, about: .somebody).permit().seesGroup
  }
}
