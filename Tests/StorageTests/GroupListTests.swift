import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about lists of groups.
@Suite("Store: lists of groups", .tags(.io), .temporaryDirectory)
struct GroupListTests {
  @Test(arguments: Backend.allCases)
  func `the order is that of the bytes of the folded name, then of the key`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        let names = ["zebra", "ärger", "apollo", "apollo", "Z", "a-b", "a b", "ab", "🦊", "10", "9"]
        for (index, name) in names.enumerated() {
          try transaction.create(.named(name, key: "k\(9 - index % 10)\(index)", kind: Kind.allCases[index % 3]))
        }
      }
      let names = try await store.snapshot { reading in
        try reading.groups(GroupFilter(), in: .everything(.ada), after: nil, limit: 20).map {
          "\($0.group.name.folded) \($0.group.key)"
        }
      }
      #expect(
        names == [
          "10 k09", "9 k910", "a b k36", "a-b k45", "ab k27", "apollo k63", "apollo k72", "z k54", "zebra k90",
          "ärger k81", "🦊 k18",
        ])
    }
  }

  @Test(arguments: Backend.allCases)
  func `signs of LIKE in a name mean nothing but themselves`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for (index, name) in ["100%", "100 x", "a_b", "axb", "a!b", "a\\b"].enumerated() {
          try transaction.create(.named(name, key: "k\(index)"))
        }
      }
      try await store.snapshot { reading throws in
        for (part, found) in [("0%", ["100%"]), ("_", ["a_b"]), ("!", ["a!b"]), ("\\", ["a\\b"]), ("X", [])] {
          let groups = try reading.groups(GroupFilter(name: .part(part)), in: .everything(.ada), after: nil, limit: 9)
          #expect(groups.map(\.group.name.folded) == found)
        }
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `every sight, filter and page equals a plain search through everything`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let world = World(seed: 7)
      try await store.transaction { transaction in
        for (related, others) in world.groups {
          try transaction.create(related)
          for (person, standing) in others { try transaction.set(person, standing, in: related.key.text) }
          for person in world.pins[related.key] ?? [] {
            try transaction.apply(.pin(true), by: .to(.pin, related.key.text, by: person), at: .newYear)
          }
          if world.archived.contains(related.key) {
            try transaction.apply(.archive, by: .to(.archive, related.key.text), at: .later(1))
          }
        }
      }
      try await store.snapshot { reading throws in
        var source = Dice(state: 11)
        let keys = world.groups.map(\.group.key)
        let all = try keys.compactMap { try reading.group($0) }
        func ofEach<Value>(_ value: (PersonKey, GroupKey) throws -> Value) throws -> [PersonKey: [GroupKey: Value]] {
          let values = try World.people.map { person in
            (person, try Dictionary(uniqueKeysWithValues: keys.map { ($0, try value(person, $0)) }))
          }
          return Dictionary(uniqueKeysWithValues: values)
        }
        let pins = try ofEach { try reading.marks(of: $0, in: $1) }
        let memberships = try ofEach { try reading.membership(of: $0, in: $1) }
        for _ in 0..<300 {
          let (filter, sight) = (World.filter(&source), World.sight(&source))
          let (skipping, limit) = (Int(source.next() % 4), Int(source.next() % 12))
          let expected = world.search(
            all, filter, sight, pins: pins[sight.reader] ?? [:], memberships: memberships[sight.reader] ?? [:])
          let place = expected.prefix(skipping).last.map { GroupFilter.Place(behind: $0.group) }
          let found = try reading.groups(filter, in: sight, after: place, limit: limit)
          #expect(found == Array(expected.dropFirst(skipping).prefix(limit)), "\(filter) \(sight)")
        }
      }
    }
  }
}

/// A handful of groups, made by chance from a seed, and the plain way to search them.
struct World {
  var groups: [(group: Group, others: [(PersonKey, Standing)])] = []
  var archived: Set<GroupKey> = []
  /// Who has pinned it.
  var pins: [GroupKey: [PersonKey]] = [:]

  static let people: [PersonKey] = [.ada, .bob, .eve]
  static let names = ["apollo", "apollo 11", "apollon", "beta", "b"]

  init(seed: UInt64) {
    var dice = Dice(state: seed)
    for number in 0..<60 {
      let owner = dice.pick(Self.people)
      let group = Group.named(
        dice.pick(Self.names), key: "k\(number)", kind: dice.pick(Kind.allCases),
        privacy: dice.pick(Privacy.allCases), owner: owner, tags: dice.pick([[], ["web"], ["web", "x y"], ["webb"]]))
      let others = Self.people.filter { $0 != owner }.map { person in
        (person, dice.pick([Standing.moderator, .member, .requester, .invited, .banned, .none, .none]))
      }
      groups.append((group, others.filter { $0.1 != .none }))
      if dice.next() % 3 == 0 { archived.insert(group.key) }
      pins[group.key] = Self.people.filter { _ in dice.next() % 3 == 0 }
    }
  }

  static func filter(_ dice: inout Dice) -> GroupFilter {
    let names: [NameMatch?] = [nil, .whole("apollo"), .start("apollo"), .part("o 1"), .start("x")]
    return GroupFilter(
      name: dice.pick(names), kind: dice.pick([nil, nil, .project, .workgroup]),
      privacy: dice.pick([nil, nil, .public, .hidden]), isArchived: dice.pick([nil, true, false]),
      owner: dice.pick([nil, nil, .bob]), tag: dice.pick([nil, nil, "web", "x y"]),
      own: dice.pick([nil, nil, nil, nil, .inside, .invited, .pinned]))
  }

  static func sight(_ dice: inout Dice) -> Sight {
    dice.pick([.everything(.ada), .employee(.ada), .employee(.bob), .external(.eve), .employee(PersonKey("nobody"))])
  }

  func search(
    _ all: [Group], _ filter: GroupFilter, _ sight: Sight, pins: [GroupKey: Marks],
    memberships: [GroupKey: Membership?]
  ) -> [Related] {
    all.compactMap { group -> Related? in
      let mine = memberships[group.key] ?? nil
      if case .employee = sight, group.privacy == .hidden, mine == nil { return nil }
      if case .external = sight, mine == nil { return nil }
      let matches =
        switch filter.name {
        case nil: true
        case .whole(let text): group.name.folded == text
        case .start(let text): group.name.folded.hasPrefix(text)
        case .part(let text): group.name.folded.contains(text)
        }
      let isOwn =
        switch filter.own {
        case nil: true
        case .inside: mine?.standing.isInside == true
        case .invited: mine?.standing == .invited
        case .pinned: pins[group.key]?.isPinned == true
        }
      let isFound =
        matches && filter.kind.map { $0 == group.kind } ?? true && filter.privacy.map { $0 == group.privacy } ?? true
        && filter.isArchived.map { $0 == (group.archived != nil) } ?? true
        && filter.owner.map { $0 == group.owner } ?? true
        && filter.tag.map { group.tags.map(\.folded).contains($0) } ?? true
        && isOwn
      return isFound ? Related(group: group, membership: mine) : nil
    }.sorted { ($0.group.name.folded, $0.group.key.text) < ($1.group.name.folded, $1.group.key.text) }
  }
}

/// Chance that is the same from the same seed.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[Int(next() % UInt64(choices.count))] }
}
