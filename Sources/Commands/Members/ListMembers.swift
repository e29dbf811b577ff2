import CommandLanguage
import Domain
import Permissions

/// `/project members X`: who is in it, the owner first.
struct ListMembers: GroupCommand, ReadingCommand {
  static let usage = Usage(
    .groups, "members", .group,
    options: [.choice("role", [Standing.owner, .moderator, .member, .banned].map { $0.rawValue }), .page],
    examples: ["project members Apollo", "project members Apollo --role moderator"])

  let reference: GroupReference
  let role: Standing?
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    role = try arguments.choice(of: "role", Standing.self)
    page = try Page(&arguments)
    reference = try GroupReference(&arguments)
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let permit = try found.permit(.members, during: turn)
    let group = found.group
    // Only who could lift a ban reads of it.
    if role == .banned { try found.require(.unban, toSomebody: .banned, during: turn) }
    let seesStaffAlone = permit.condition == .staffAndCount
    let wanted = role.map { [$0] } ?? [.owner, .moderator, .member]
    let shown = wanted.filter { !seesStaffAlone || $0 != .member }
    let members = try reading.members(of: group.key, with: shown, limit: page.limit)
    let count: [String: Phrase.Argument] = ["members": .number(group.memberCount)]
    if seesStaffAlone {
      let staff = page.reply(group.phrase("members.title", count), members.map { line($0, group) })
      return Reply(staff.blocks + [.paragraph(Phrase("members.staff-alone", ["command": group.command("join")]))])
    }
    guard !members.isEmpty else { return Reply(group.phrase("members.none", ["role": role(role ?? .member, group)])) }
    return page.reply(group.phrase("members.title", count), members.map { line($0, group) })
  }

  private func line(_ member: Member, _ group: Group) -> Phrase {
    Phrase(
      "members.line",
      [
        "person": .person(member.person), "role": role(member.membership.standing, group),
      ])
  }

  private func role(_ standing: Standing, _ group: Group) -> Phrase.Argument {
    .phrase(Phrase("role.\(group.kind.rawValue).\(standing.rawValue)"))
  }
}
