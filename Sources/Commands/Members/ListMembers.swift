import CommandLanguage
import Domain
import Permissions

/// `/project members X`: who is in it, the owner first.
struct ListMembers: GroupCommand, ReadingCommand {
  static let usage = Usage(
    .groups, "members", .group,
    options: [.choice("role", Role.allCases.map { $0.rawValue }), .page],
    examples: ["project members Apollo", "project members Apollo --role moderator"])

  let reference: GroupReference
  /// As it can be typed: the words of a project stand for those of any group.
  enum Role: String, CaseIterable {
    case owner, supervisor, moderator, assistant, member, banned

    var standing: Standing {
      switch self {
      case .owner, .supervisor: .owner
      case .moderator, .assistant: .moderator
      case .member: .member
      case .banned: .banned
      }
    }
  }

  let role: Standing?
  let page: Page

  init(_ arguments: inout Arguments) throws(UsageError) {
    role = try arguments.choice(of: "role", Role.self)?.standing
    page = try Page(&arguments)
    reference = try GroupReference(&arguments)
  }

  func answer(from reading: any Reading, during turn: Turn) throws -> Reply {
    let found = try reference.find(in: reading, during: turn, toChange: false)
    let permit = try found.permit(.members, during: turn)
    let group = found.group
    // Only who could lift a ban reads of it.
    if role == .banned { try found.require(.unban, toSomebody: .banned, asked: "action.banned", during: turn) }
    let seesStaffAlone = permit.condition == .staffAndCount
    let wanted = role.map { [$0] } ?? [.owner, .moderator, .member]
    let shown = wanted.filter { !seesStaffAlone || $0 != .member }
    var reply = Reply()
    if !shown.isEmpty {
      let members = try reading.members(of: group.key, with: shown, limit: page.limit)
      guard !members.isEmpty else {
        let none = role == .moderator && group.kind == .project ? Role.assistant.rawValue : role?.rawValue
        return Reply(group.phrase("members.none.\(none ?? Role.member.rawValue)"))
      }
      reply = page.reply(title(of: group), members.map { line($0, group) })
    }
    guard shown != wanted else { return reply }
    reply.blocks.append(.paragraph(Phrase("members.staff-alone")))
    if found.allows(.join, during: turn) {
      reply.blocks.append(.paragraph(Phrase("members.ask", ["command": group.command("join")])))
    }
    return reply
  }

  private func title(of group: Group) -> Phrase {
    guard let role else { return group.phrase("members.title", ["members": .number(group.memberCount)]) }
    return group.phrase("members.title-role", ["role": word(role, group)])
  }

  private func line(_ member: Member, _ group: Group) -> Phrase {
    Phrase(
      "members.line",
      [
        "person": .person(member.person), "role": word(member.membership.standing, group),
      ])
  }

  private func word(_ standing: Standing, _ group: Group) -> Phrase.Argument {
    .phrase(Phrase("role.\(group.kind.rawValue).\(standing.rawValue)"))
  }
}
