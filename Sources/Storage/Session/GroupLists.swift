import Commands
import Domain
import Engine

// MARK: - Lists of groups

extension PortalReading {
  package func groups(
    _ filter: GroupFilter, in sight: Sight, after place: GroupFilter.Place?, limit: Int
  ) throws -> [Related] {
    let search = GroupSearch(filter, after: place, most: limit)
    let lists: [[Related]] =
      switch (filter.own, sight) {
      case (.pinned?, _): [try pinned(search, in: sight)]
      case (.some, _): [try related(search, to: sight.reader, privacy: filter.privacy)]
      case (nil, .everything(let person)): try ranges(search, privacies: Privacy.allCases, reader: person)
      case (nil, .employee(let person)):
        try ranges(search, privacies: [.public, .private], reader: person)
          + (filter.privacy ?? .hidden == .hidden ? [try related(search, to: person, privacy: .hidden)] : [])
      case (nil, .external(let person)): [try related(search, to: person, privacy: filter.privacy)]
      }
    let merged = lists.count == 1 ? lists[0] : lists.flatMap { $0 }.sorted { $0.isListed(before: $1) }
    return Array(merged.prefix(limit))
  }

  /// A range of the index for each combination of privacy, kind and archive, in order and none longer than needed.
  ///
  /// The privacy stands in front of the index: what isn't among `privacies` isn't even passed over.
  private func ranges(_ search: GroupSearch, privacies: [Privacy], reader: PersonKey) throws -> [[Related]] {
    var found: [[Related]] = []
    for privacy in privacies where search.filter.privacy.map({ $0 == privacy }) ?? true {
      if search.isForName {
        found.append(
          try link.rows(
            GroupSearch.named,
            [
              .text(portal), .text(privacy.rawValue), .text(search.first), .text(search.last), .text(reader.text),
              .integer(search.most), .text(search.afterName), .text(search.afterKey),
            ]
          ) { try $0.related() })
        continue
      }
      for kind in Kind.allCases where search.filter.kind.map({ $0 == kind }) ?? true {
        for isArchived in [false, true] where search.filter.isArchived.map({ $0 == isArchived }) ?? true {
          var values: [Value] = [
            .text(portal), .text(privacy.rawValue), .text(kind.rawValue), .flag(isArchived), .text(search.first),
            .text(search.last), .text(search.part), .text(search.tag), .text(reader.text), .integer(search.most),
            .text(search.afterName), .text(search.afterKey),
          ]
          if let owner = search.filter.owner { values.append(.text(owner.text)) }
          let sql = search.filter.owner == nil ? GroupSearch.list : GroupSearch.listOfOwner
          found.append(try link.rows(sql, values) { try $0.related() })
        }
      }
    }
    return found
  }

  /// The groups to which a person has any relation; as many are read as the person has.
  private func related(_ search: GroupSearch, to person: PersonKey, privacy: Privacy?) throws -> [Related] {
    let filter = search.filter
    return try link.rows(
      GroupSearch.related,
      search.values(portal, person, privacy)
        + [.integer(filter.own == .inside ? 1 as Int64 : filter.own == .invited ? 2 : 0)]
    ) { try $0.related() }
  }

  /// The groups that a person has pinned, and can come across.
  private func pinned(_ search: GroupSearch, in sight: Sight) throws -> [Related] {
    // How much of a relation is needed: none, one to what is hidden, one to everything.
    let bond: Int64 =
      switch sight {
      case .everything: 0
      case .employee: 1
      case .external: 2
      }
    return try link.rows(
      GroupSearch.pinned, search.values(portal, sight.reader, search.filter.privacy) + [.integer(bond)]
    ) { try $0.related() }
  }
}

/// A filter in the words of SQL.
struct GroupSearch {
  let filter: GroupFilter
  /// How many groups of any range can be of interest.
  let most: Int
  /// The first and the last folded name of the range.
  let first: String
  let last: String
  /// Patterns for `LIKE`, where `!` takes away the meaning of the sign after it.
  let part: String
  let tag: String
  /// Name and key of the group after which the list goes on; both empty at its start.
  let afterName: String
  let afterKey: String

  init(_ filter: GroupFilter, after place: GroupFilter.Place?, most: Int) {
    self.filter = filter
    self.most = most
    (afterName, afterKey) = (place?.folded ?? "", place?.key.text ?? "")
    let name = NameSearch(filter.name)
    (last, part) = (name.last, name.part)
    first = name.first.utf8.lexicographicallyPrecedes(afterName.utf8) ? afterName : name.first
    tag = filter.tag.map { "%\n\(NameSearch.literally($0))\n%" } ?? "%"
  }

  /// Whether nothing is asked but how the name begins.
  var isForName: Bool {
    switch filter.name {
    case nil, .part: false
    case .whole, .start: filter.kind == nil && filter.isArchived == nil && filter.owner == nil && filter.tag == nil
    }
  }

  /// The first thirteen values of a search that starts from a person.
  func values(_ portal: String, _ person: PersonKey, _ privacy: Privacy?) -> [Value] {
    [
      .text(portal), .text(person.text), .text(privacy?.rawValue ?? ""), .text(filter.kind?.rawValue ?? ""),
      .integer(filter.isArchived.map { $0 ? 1 : 0 } ?? -1), .text(filter.owner?.text ?? ""), .text(first),
      .text(last), .text(part), .text(tag), .integer(most), .text(afterName), .text(afterKey),
    ]
  }

  static let list: StaticString = """
    SELECT g.key, g.kind, g.name, g.folded, g.description, g.tags, g.folded_tags, g.privacy, g.archived_by,
      g.archived_at, g.owner, g.inviters, g.posters, g.open_to_externals, g.levels, g.starts, g.ends, g.created,
      g.members, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership, m.reminded
    FROM groups AS g
    LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $9
    WHERE g.portal = $1 AND g.privacy = $2 AND g.kind = $3 AND g.is_archived = $4
      AND g.folded >= $5 AND g.folded <= $6 AND g.folded LIKE $7 ESCAPE '!' AND g.folded_tags LIKE $8 ESCAPE '!'
      AND (g.folded > $11 OR g.key > $12)
    ORDER BY g.folded, g.key LIMIT $10
    """

  /// As ``list``, for a name alone: one range whatever the kind, and whether it is archived.
  static let named: StaticString = """
    SELECT g.key, g.kind, g.name, g.folded, g.description, g.tags, g.folded_tags, g.privacy, g.archived_by,
      g.archived_at, g.owner, g.inviters, g.posters, g.open_to_externals, g.levels, g.starts, g.ends, g.created,
      g.members, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership, m.reminded
    FROM groups AS g
    LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $5
    WHERE g.portal = $1 AND g.privacy = $2 AND g.folded >= $3 AND g.folded <= $4 AND (g.folded > $7 OR g.key > $8)
    ORDER BY g.folded, g.key LIMIT $6
    """

  static let listOfOwner: StaticString = """
    SELECT g.key, g.kind, g.name, g.folded, g.description, g.tags, g.folded_tags, g.privacy, g.archived_by,
      g.archived_at, g.owner, g.inviters, g.posters, g.open_to_externals, g.levels, g.starts, g.ends, g.created,
      g.members, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership, m.reminded
    FROM groups AS g
    LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $9
    WHERE g.portal = $1 AND g.privacy = $2 AND g.kind = $3 AND g.is_archived = $4 AND g.owner = $13
      AND g.folded >= $5 AND g.folded <= $6 AND g.folded LIKE $7 ESCAPE '!' AND g.folded_tags LIKE $8 ESCAPE '!'
      AND (g.folded > $11 OR g.key > $12)
    ORDER BY g.folded, g.key LIMIT $10
    """

  /// Starts with the person's memberships, never with the groups, of which there may be a million hidden ones:
  /// `CROSS JOIN` says so to SQLite, and `|| ''` keeps PostgreSQL from taking the range of names for a narrow one.
  static let related: StaticString = """
    SELECT g.key, g.kind, g.name, g.folded, g.description, g.tags, g.folded_tags, g.privacy, g.archived_by,
      g.archived_at, g.owner, g.inviters, g.posters, g.open_to_externals, g.levels, g.starts, g.ends, g.created,
      g.members, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership, m.reminded
    FROM membership AS m CROSS JOIN groups AS g
    WHERE m.portal = $1 AND m.person = $2 AND g.portal = m.portal AND g.key = m.group_key
      AND (CAST($3 AS TEXT) = '' OR g.privacy = $3) AND (CAST($4 AS TEXT) = '' OR g.kind = $4)
      AND (CAST($5 AS BIGINT) < 0 OR g.is_archived = $5) AND (CAST($6 AS TEXT) = '' OR g.owner = $6)
      AND g.folded || '' >= $7 AND g.folded || '' <= $8 AND g.folded LIKE $9 ESCAPE '!'
      AND g.folded_tags LIKE $10 ESCAPE '!' AND (g.folded || '' > $12 OR g.key > $13)
      AND (CAST($14 AS BIGINT) = 0 OR CAST($14 AS BIGINT) = 1 AND m.standing IN ('owner', 'moderator', 'member')
        OR CAST($14 AS BIGINT) = 2 AND m.standing = 'invited')
    ORDER BY g.folded, g.key LIMIT $11
    """

  /// As ``related``, from the person's pins.
  static let pinned: StaticString = """
    SELECT g.key, g.kind, g.name, g.folded, g.description, g.tags, g.folded_tags, g.privacy, g.archived_by,
      g.archived_at, g.owner, g.inviters, g.posters, g.open_to_externals, g.levels, g.starts, g.ends, g.created,
      g.members, m.person, m.standing, m.inviter, m.message, m.since, m.offers_ownership, m.reminded
    FROM mark AS k CROSS JOIN groups AS g
    LEFT JOIN membership AS m ON m.portal = g.portal AND m.group_key = g.key AND m.person = $2
    WHERE k.portal = $1 AND k.person = $2 AND k.is_pinned = 1 AND g.portal = k.portal AND g.key = k.group_key
      AND (CAST($3 AS TEXT) = '' OR g.privacy = $3) AND (CAST($4 AS TEXT) = '' OR g.kind = $4)
      AND (CAST($5 AS BIGINT) < 0 OR g.is_archived = $5) AND (CAST($6 AS TEXT) = '' OR g.owner = $6)
      AND g.folded || '' >= $7 AND g.folded || '' <= $8 AND g.folded LIKE $9 ESCAPE '!'
      AND g.folded_tags LIKE $10 ESCAPE '!' AND (g.folded || '' > $12 OR g.key > $13)
      AND (CAST($14 AS BIGINT) = 0 OR CAST($14 AS BIGINT) = 1 AND (g.privacy <> 'hidden' OR m.person IS NOT NULL)
        OR CAST($14 AS BIGINT) = 2 AND m.person IS NOT NULL)
    ORDER BY g.folded, g.key LIMIT $11
    """
}

extension StoredRow {
  /// A group's nineteen columns, then a membership's seven, which are empty when there is none.
  fileprivate func related() throws -> Related {
    Related(group: try group(), membership: isNull(19) ? nil : try membership(at: 19))
  }
}

extension Related {
  /// The order of every list: by the bytes of the folded name and of the key, as both engines have it.
  fileprivate func isListed(before other: Related) -> Bool {
    let names = (group.name.folded.utf8, other.group.name.folded.utf8)
    if names.0.lexicographicallyPrecedes(names.1) { return true }
    if names.1.lexicographicallyPrecedes(names.0) { return false }
    return group.key.text.utf8.lexicographicallyPrecedes(other.group.key.text.utf8)
  }
}
