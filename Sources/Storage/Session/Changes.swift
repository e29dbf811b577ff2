import Domain
import Engine
import Permissions

// MARK: - The only way to write

extension Session {
  mutating func apply(_ change: Change, by permit: consuming Permit, at now: Moment) throws {
    guard permit.covers(change), let key = permit.subject.group ?? change.logOfPortal else {
      throw StoreFault(code: "storage.permit", operatorText: "a permit to \(permit.action) doesn't cover this change")
    }
    let actor = permit.subject.actor
    if !change.isMark { add(Act(permit, before: permit.inAdminMode ? try group(key) : nil)) }
    var alterations: [Alteration] = []
    var isFirst = false
    switch change {
    case .create(let group):
      try create(group)
      isFirst = true
    case .edit(let edit):
      alterations = try rewrite(key) { group in
        group.name = edit.name ?? group.name
        group.description = edit.description ?? group.description
        group.tags = edit.tags ?? group.tags
      }
    case .setPrivacy(let privacy): alterations = try set(privacy, of: key, at: now)
    case .setSettings(let settings): alterations = try rewrite(key) { $0.settings = settings }
    case .setDates(let dates): alterations = try rewrite(key) { $0.dates = dates }
    case .convert(let kind):
      alterations = try rewrite(key) { group in
        group.kind = kind
        if kind != .project { group.dates = Group.Dates() }
      }
    case .archive: try archive(key, by: actor, at: now)
    case .unarchive: try unarchive(key)
    case .delete: alterations = try delete(key)
    case .copy(let copy): alterations = [Alteration("copy", from: "", to: copy.text)]
    case .setMembership(let membership), .restore(let membership): alterations = try set(membership, in: key)
    case .remind(let person): try remind(person, of: key, at: now)
    case .transfer(let person):
      alterations = try transfer(key, to: person, mustBeOffered: permit.action == .accept, at: now)
    case .pin(let isPinned):
      changes(permit.action, in: key, line: nil, at: now)
      return try mark(key, by: actor) { $0.isPinned = isPinned }
    case .mute(let isMuted):
      changes(permit.action, in: key, line: nil, at: now)
      return try mark(key, by: actor) { $0.isMuted = isMuted }
    case .addTicket(let ticket): alterations = try add(ticket)
    case .handOver(let person, let other): alterations = try handOver(from: person, to: other, in: key)
    case .shareFile(let file): alterations = try add(file)
    case .portal(let change): try carryOut(change, by: actor)
    }
    try note(permit, alterations, on: key, isFirst: isFirst, at: now)
  }

  private func carryOut(_ change: PortalChange, by actor: PersonKey) throws {
    let changed =
      switch change {
      case .adminMode(let until):
        try link.run(
          "UPDATE person SET admin_mode_until = $3 WHERE portal = $1 AND key = $2",
          [.text(portal), .text(actor.text), .optional(until?.milliseconds)])
      case .administrator(let person, let becomes):
        try link.run(
          "UPDATE person SET is_admin = $3, admin_mode_until = NULL WHERE portal = $1 AND key = $2",
          [.text(portal), .text(person.text), .flag(becomes)])
      }
    guard changed == 1 else { throw StoreFault.overtaken("there is no such person") }
  }

  /// Writes the line in the audit log; lines are counted within their group, so that no number tells of others.
  private mutating func note(
    _ permit: borrowing Permit, _ alterations: [Alteration], on key: GroupKey, isFirst: Bool, at now: Moment
  ) throws {
    let last = isFirst ? 0 : try lastNumber(in: key)
    changes(permit.action, in: key, line: Int(last) + 1, at: now)
    try link.run(
      """
      INSERT INTO audit (portal, group_key, number, at, actor, action, permit_row, target, in_admin_mode, detail)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """,
      [
        .text(portal), .text(key.text), .integer(last + 1), .integer(now.milliseconds),
        .text(permit.subject.actor.text), .text(permit.action.rawValue), .text(permit.row.id),
        .optional(permit.subject.target?.text), .flag(permit.inAdminMode),
        .text(StoredAlterations.text(of: alterations)),
      ])
  }
}

extension Change {
  /// Whether it is somebody's own mark, which is nobody else's business.
  fileprivate var isMark: Bool {
    switch self {
    case .pin, .mute: true
    default: false
    }
  }

  /// Under which key the portal's own log stands, for what concerns no group; no group has it.
  fileprivate var logOfPortal: GroupKey? {
    if case .portal = self { GroupKey("") } else { nil }
  }
}

extension StoreFault {
  /// The store isn't as the decision took it to be.
  static func overtaken(_ text: String) -> StoreFault { StoreFault(code: "storage.overtaken", operatorText: text) }
}
