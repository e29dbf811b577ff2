import Domain
import Engine

// MARK: - Groups

extension Session {
  func create(_ group: Group) throws {
    let added = try link.run(
      """
      INSERT INTO groups (portal, key, kind, name, folded, description, tags, folded_tags, privacy, is_archived,
        archived_by, archived_at, owner, inviters, posters, open_to_externals, levels, starts, ends, created, members)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1)
      ON CONFLICT (portal, key) DO NOTHING
      """,
      [
        .text(portal), .text(group.key.text), .text(group.kind.rawValue), .text(group.name.text),
        .text(group.name.folded), .text(group.description), .text(try StoredTags.text(of: group.tags.map(\.text))),
        .text(try StoredTags.text(of: group.tags.map(\.folded))), .text(group.privacy.rawValue),
        .flag(group.archived != nil), .optional(group.archived?.by.text), .optional(group.archived?.at.milliseconds),
        .text(group.owner.text), .text(group.settings.inviters.rawValue), .text(group.settings.posters.rawValue),
        .flag(group.settings.openToExternals), .text(StoredLevels.text(of: group.settings.levels)),
        .optional(group.dates.from?.milliseconds), .optional(group.dates.until?.milliseconds),
        .integer(group.created.milliseconds),
      ])
    guard added == 1 else { throw StoreFault(code: "storage.key", operatorText: "the key of a new group is taken") }
    try put(Membership(person: group.owner, standing: .owner, since: group.created), in: group.key)
  }

  /// Changes what a group says of itself, and tells what is different now.
  func rewrite(_ key: GroupKey, _ change: (inout Group) -> Void) throws -> [Alteration] {
    guard let before = try group(key), before.archived == nil else {
      throw StoreFault.overtaken("there is no active group \(key)")
    }
    var after = before
    change(&after)
    let alterations = before.alterations(to: after)
    guard !alterations.isEmpty else { return [] }
    try link.run(
      """
      UPDATE groups SET kind = $3, name = $4, folded = $5, description = $6, tags = $7, folded_tags = $8, privacy = $9,
        inviters = $10, posters = $11, levels = $12, starts = $13, ends = $14
      WHERE portal = $1 AND key = $2
      """,
      [
        .text(portal), .text(key.text), .text(after.kind.rawValue), .text(after.name.text), .text(after.name.folded),
        .text(after.description), .text(try StoredTags.text(of: after.tags.map(\.text))),
        .text(try StoredTags.text(of: after.tags.map(\.folded))), .text(after.privacy.rawValue),
        .text(after.settings.inviters.rawValue), .text(after.settings.posters.rawValue),
        .text(StoredLevels.text(of: after.settings.levels)), .optional(after.dates.from?.milliseconds),
        .optional(after.dates.until?.milliseconds),
      ])
    return alterations
  }

  /// Requests that wait can't wait for a group that everybody may join, nor for one that nobody finds.
  func set(_ privacy: Privacy, of key: GroupKey, at now: Moment) throws -> [Alteration] {
    let alterations = try rewrite(key) { $0.privacy = privacy }
    switch privacy {
    case .private: return alterations
    case .public:
      let count = try link.run(
        """
        UPDATE membership SET standing = 'member', since = $3
        WHERE portal = $1 AND group_key = $2 AND standing = 'requester'
        """, [.text(portal), .text(key.text), .integer(now.milliseconds)])
      guard count > 0 else { return alterations }
      try link.run(
        "UPDATE groups SET members = members + $3 WHERE portal = $1 AND key = $2",
        [.text(portal), .text(key.text), .integer(count)])
      return alterations + [Alteration("requests", from: "\(count)", to: Standing.member.rawValue)]
    case .hidden:
      let count = try link.run(
        "DELETE FROM membership WHERE portal = $1 AND group_key = $2 AND standing = 'requester'",
        [.text(portal), .text(key.text)])
      // Whoever can't find it any more has nothing left of it.
      try link.run(
        """
        DELETE FROM mark WHERE portal = $1 AND group_key = $2
          AND person NOT IN (SELECT person FROM membership WHERE portal = $1 AND group_key = $2)
        """, [.text(portal), .text(key.text)])
      return count == 0
        ? alterations : alterations + [Alteration("requests", from: "\(count)", to: Standing.none.rawValue)]
    }
  }

  func archive(_ key: GroupKey, by person: PersonKey, at now: Moment) throws {
    let changed = try link.run(
      """
      UPDATE groups SET is_archived = 1, archived_by = $3, archived_at = $4
      WHERE portal = $1 AND key = $2 AND is_archived = 0
      """, [.text(portal), .text(key.text), .text(person.text), .integer(now.milliseconds)])
    guard changed == 1 else { throw StoreFault.overtaken("there is no active group \(key)") }
  }

  func unarchive(_ key: GroupKey) throws {
    let changed = try link.run(
      """
      UPDATE groups SET is_archived = 0, archived_by = NULL, archived_at = NULL
      WHERE portal = $1 AND key = $2 AND is_archived = 1
      """, [.text(portal), .text(key.text)])
    guard changed == 1 else { throw StoreFault.overtaken("there is no archived group \(key)") }
  }

  func delete(_ key: GroupKey) throws -> [Alteration] {
    guard let group = try group(key), try contents(of: key).isEmpty else {
      throw StoreFault.overtaken("there is no empty group \(key)")
    }
    let values: [Value] = [.text(portal), .text(key.text)]
    try link.run("DELETE FROM mark WHERE portal = $1 AND group_key = $2", values)
    try link.run("DELETE FROM membership WHERE portal = $1 AND group_key = $2", values)
    try link.run("DELETE FROM groups WHERE portal = $1 AND key = $2", values)
    return [Alteration("name", from: group.name.text, to: "")]
  }

  /// Sets what a person has marked a group with; where nothing is marked, nothing is kept.
  func mark(_ key: GroupKey, by person: PersonKey, _ change: (inout Marks) -> Void) throws {
    let before = try marks(of: person, in: key)
    var marks = before
    change(&marks)
    guard marks != before else { return }
    guard marks != Marks() else {
      try link.run(
        "DELETE FROM mark WHERE portal = $1 AND person = $2 AND group_key = $3",
        [.text(portal), .text(person.text), .text(key.text)])
      return
    }
    try link.run(
      """
      INSERT INTO mark (portal, person, group_key, is_pinned, is_muted) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (portal, person, group_key) DO UPDATE
      SET is_pinned = excluded.is_pinned, is_muted = excluded.is_muted
      """,
      [.text(portal), .text(person.text), .text(key.text), .flag(marks.isPinned), .flag(marks.isMuted)])
  }
}
