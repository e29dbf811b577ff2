import Domain
import Engine

// MARK: - People in groups

extension Session {
  /// Sets what a person is to the group, and keeps its count of members in step.
  ///
  /// The owner is never set like that: ownership moves, by ``transfer(_:to:mustBeOffered:at:)``.
  func set(_ membership: Membership, in key: GroupKey) throws -> [Alteration] {
    let before = try related(key, membership.person)
    guard before.standing != .owner, membership.standing != .owner else {
      throw StoreFault.overtaken("the owner of \(key) can't become anything else, nor anybody else the owner")
    }
    if membership.standing == .none {
      try link.run(
        "DELETE FROM membership WHERE portal = $1 AND group_key = $2 AND person = $3",
        [.text(portal), .text(key.text), .text(membership.person.text)])
    } else {
      try put(membership, in: key)
    }
    if !membership.standing.isInside, before.standing.isInside || before.privacy == .hidden {
      // Who finds it all the same keeps the pin; notices were for members.
      let keepsPin = before.privacy != .hidden && membership.standing != .banned
      try mark(key, by: membership.person) { marks in
        marks = Marks(isPinned: marks.isPinned && keepsPin)
      }
    }
    try count(key, from: before.standing, to: membership.standing)
    return before.standing == membership.standing
      ? [] : [Alteration("standing", from: before.standing.rawValue, to: membership.standing.rawValue)]
  }

  /// Makes a person the owner; who was it stays as a plain member.
  ///
  /// - Parameter mustBeOffered: whether only an invitation by the present owner that offers it gives the right.
  func transfer(
    _ key: GroupKey, to person: PersonKey, mustBeOffered: Bool, at now: Moment
  ) throws -> [Alteration] {
    let before = try related(key, person)
    let current = try membership(of: person, in: key)
    if mustBeOffered {
      guard let current, current.standing == .invited, current.offersOwnership, current.inviter == before.owner else {
        throw StoreFault.overtaken("nobody offers the ownership of \(key) any more")
      }
    }
    guard before.owner != person else { throw StoreFault.overtaken("\(key) is that person's already") }
    let since = before.standing.isInside ? current?.since ?? now : now
    try put(Membership(person: person, standing: .owner, since: since), in: key)
    try link.run(
      """
      UPDATE membership SET standing = 'member'
      WHERE portal = $1 AND group_key = $2 AND person = $3 AND standing = 'owner'
      """, [.text(portal), .text(key.text), .text(before.owner.text)])
    try link.run(
      "UPDATE groups SET owner = $3 WHERE portal = $1 AND key = $2",
      [.text(portal), .text(key.text), .text(person.text)])
    try count(key, from: before.standing, to: .owner)
    return [
      Alteration("owner", from: before.owner.text, to: person.text),
      Alteration("standing", from: before.standing.rawValue, to: Standing.owner.rawValue),
    ]
  }

  func remind(_ person: PersonKey, of key: GroupKey, at now: Moment) throws {
    let changed = try link.run(
      """
      UPDATE membership SET reminded = $4
      WHERE portal = $1 AND group_key = $2 AND person = $3 AND standing = 'invited'
      """, [.text(portal), .text(key.text), .text(person.text), .integer(now.milliseconds)])
    guard changed == 1 else { throw StoreFault.overtaken("nobody is invited to \(key) by that key") }
  }

  func put(_ membership: Membership, in key: GroupKey) throws {
    try link.run(
      """
      INSERT INTO membership (portal, group_key, person, standing, inviter, message, since, offers_ownership, reminded)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      ON CONFLICT (portal, person, group_key) DO UPDATE SET standing = excluded.standing, inviter = excluded.inviter,
        message = excluded.message, since = excluded.since, offers_ownership = excluded.offers_ownership,
        reminded = excluded.reminded
      """,
      [
        .text(portal), .text(key.text), .text(membership.person.text), .text(membership.standing.rawValue),
        .optional(membership.inviter?.text), .text(membership.message), .integer(membership.since.milliseconds),
        .flag(membership.offersOwnership), .optional(membership.reminded?.milliseconds),
      ])
  }

  private func count(_ key: GroupKey, from before: Standing, to after: Standing) throws {
    guard before.isInside != after.isInside else { return }
    try link.run(
      "UPDATE groups SET members = members + $3 WHERE portal = $1 AND key = $2",
      [.text(portal), .text(key.text), .integer(after.isInside ? 1 : -1)])
  }

  private func related(
    _ key: GroupKey, _ person: PersonKey
  ) throws -> (owner: PersonKey, privacy: Privacy, standing: Standing) {
    let found = try link.row(
      """
      SELECT g.owner, g.privacy, m.standing
      FROM groups AS g LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $3
      WHERE g.portal = $1 AND g.key = $2
      """, [.text(portal), .text(key.text), .text(person.text)]
    ) { row in
      (
        owner: PersonKey(row.text(0)), privacy: try row.word(1, Privacy.self),
        standing: row.isNull(2) ? Standing.none : try row.word(2)
      )
    }
    guard let found else { throw StoreFault.overtaken("there is no group \(key)") }
    return found
  }
}
