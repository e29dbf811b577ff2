import Domain
import Engine
import Permissions

// MARK: - The only way to write

extension Session {
  mutating func apply(_ change: Change, by permit: consuming Permit, at now: Moment) throws {
    guard permit.covers(change), let key = permit.subject.group ?? change.logOfPortal else {
      throw StoreFault(code: "storage.permit", operatorText: "a permit to \(permit.action) doesn't cover this change")
    }
    add(Act(permit, before: permit.inAdminMode ? try group(key) : nil))
    var isFirst = false
    switch change {
    case .create(let group):
      try create(group)
      isFirst = true
    case .archive: try archive(key, by: permit.subject.actor, at: now)
    case .unarchive: try unarchive(key)
    case .setMembership(let membership): try set(membership, in: key)
    case .portal(let change): try carryOut(change, by: permit.subject.actor)
    }
    try note(permit, on: key, isFirst: isFirst, at: now)
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

  private func create(_ group: Group) throws {
    let added = try link.run(
      """
      INSERT INTO groups (portal, key, kind, name, folded, description, tags, privacy, is_archived, archived_by,
        archived_at, owner, inviters, posters, open_to_externals, created, members)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)
      ON CONFLICT (portal, key) DO NOTHING
      """,
      [
        .text(portal), .text(group.key.text), .text(group.kind.rawValue), .text(group.name.text),
        .text(group.name.folded), .text(group.description), .text(try StoredTags.text(of: group.tags)),
        .text(group.privacy.rawValue), .flag(group.archived != nil), .optional(group.archived?.by.text),
        .optional(group.archived?.at.milliseconds), .text(group.owner.text), .text(group.settings.inviters.rawValue),
        .text(group.settings.posters.rawValue), .flag(group.settings.openToExternals),
        .integer(group.created.milliseconds),
      ])
    guard added == 1 else { throw StoreFault(code: "storage.key", operatorText: "the key of a new group is taken") }
    try put(Membership(person: group.owner, standing: .owner, since: group.created), in: group.key)
  }

  private func archive(_ key: GroupKey, by person: PersonKey, at now: Moment) throws {
    let changed = try link.run(
      """
      UPDATE groups SET is_archived = 1, archived_by = $3, archived_at = $4
      WHERE portal = $1 AND key = $2 AND is_archived = 0
      """, [.text(portal), .text(key.text), .text(person.text), .integer(now.milliseconds)])
    guard changed == 1 else { throw StoreFault.overtaken("there is no active group \(key)") }
  }

  private func unarchive(_ key: GroupKey) throws {
    let changed = try link.run(
      """
      UPDATE groups SET is_archived = 0, archived_by = NULL, archived_at = NULL
      WHERE portal = $1 AND key = $2 AND is_archived = 1
      """, [.text(portal), .text(key.text)])
    guard changed == 1 else { throw StoreFault.overtaken("there is no archived group \(key)") }
  }

  /// Sets what a person is to the group, and keeps its count of members and its owner in step.
  private func set(_ membership: Membership, in key: GroupKey) throws {
    let before = try link.row(
      """
      SELECT g.owner, m.standing
      FROM groups AS g LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $3
      WHERE g.portal = $1 AND g.key = $2
      """, [.text(portal), .text(key.text), .text(membership.person.text)]
    ) { row in
      (owner: PersonKey(row.text(0)), standing: row.isNull(1) ? Standing.none : try row.word(1))
    }
    guard let before else { throw StoreFault.overtaken("there is no group \(key)") }
    if membership.standing == .none {
      try link.run(
        "DELETE FROM membership WHERE portal = $1 AND group_key = $2 AND person = $3",
        [.text(portal), .text(key.text), .text(membership.person.text)])
    } else {
      try put(membership, in: key)
    }
    if membership.standing == .owner, before.owner != membership.person {
      // Who owned it before stays in it as a plain member.
      try link.run(
        """
        UPDATE membership SET standing = 'member'
        WHERE portal = $1 AND group_key = $2 AND person = $3 AND standing = 'owner'
        """, [.text(portal), .text(key.text), .text(before.owner.text)])
      try link.run(
        "UPDATE groups SET owner = $3 WHERE portal = $1 AND key = $2",
        [.text(portal), .text(key.text), .text(membership.person.text)])
    }
    if membership.standing.isInside != before.standing.isInside {
      try link.run(
        "UPDATE groups SET members = members + $3 WHERE portal = $1 AND key = $2",
        [.text(portal), .text(key.text), .integer(membership.standing.isInside ? 1 : -1)])
    }
  }

  private func put(_ membership: Membership, in key: GroupKey) throws {
    try link.run(
      """
      INSERT INTO membership (portal, group_key, person, standing, inviter, message, since)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (portal, person, group_key) DO UPDATE SET standing = excluded.standing, inviter = excluded.inviter,
        message = excluded.message, since = excluded.since
      """,
      [
        .text(portal), .text(key.text), .text(membership.person.text), .text(membership.standing.rawValue),
        .optional(membership.inviter?.text), .text(membership.message), .integer(membership.since.milliseconds),
      ])
  }

  /// Writes the line in the audit log; lines are counted within their group, so that no number tells of others.
  private func note(_ permit: borrowing Permit, on key: GroupKey, isFirst: Bool, at now: Moment) throws {
    let last =
      isFirst
      ? 0
      : try link.row(
        "SELECT COALESCE(MAX(number), 0) FROM audit WHERE portal = $1 AND group_key = $2",
        [.text(portal), .text(key.text)]
      ) { $0.integer(0) } ?? 0
    try link.run(
      """
      INSERT INTO audit (portal, group_key, number, at, actor, action, permit_row, target, in_admin_mode, detail)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')
      """,
      [
        .text(portal), .text(key.text), .integer(last + 1), .integer(now.milliseconds),
        .text(permit.subject.actor.text), .text(permit.action.rawValue), .text(permit.row.id),
        .optional(permit.subject.target?.text), .flag(permit.inAdminMode),
      ])
  }
}

extension Change {
  /// Under which key the portal's own log stands, for what concerns no group; no group has it.
  fileprivate var logOfPortal: GroupKey? {
    if case .portal = self { GroupKey("") } else { nil }
  }
}

extension StoreFault {
  /// The store isn't as the decision took it to be.
  fileprivate static func overtaken(_ text: String) -> StoreFault {
    StoreFault(code: "storage.overtaken", operatorText: text)
  }
}
