import CommandLanguage
import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about names that are almost right.
@Suite("Store: near names", .tags(.io), .temporaryDirectory)
struct NearNameTests {
  @Test(arguments: Backend.allCases)
  func `groups are found as by comparing every name, in every sight`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      var random = SeededRandom(seed: 3)
      let groups = (0..<120).map { number in
        Group.named(
          Self.name(&random), key: "k\(number)", kind: Kind.allCases[number % 3],
          privacy: Privacy.allCases[number / 3 % 3], owner: World.people[number % 2])
      }
      try await store.transaction { transaction in
        for (number, group) in groups.enumerated() {
          try transaction.create(group)
          if number % 7 == 0 { try transaction.set(.eve, .member, in: group.key.text) }
          if number % 5 == 0 {
            try transaction.apply(.archive, by: .to(.archive, group.key.text, by: group.owner), at: .later(1))
          }
        }
      }
      let texts = (0..<30).map { _ in Self.name(&random) }
      try await store.snapshot { reading throws in
        for typed in texts {
          for sight in [Sight.everything(.ada), .employee(.ada), .employee(.eve), .external(.eve)] {
            let found = try reading.groups(near: typed, in: sight, limit: 999)
            let whole = try groups.filter { group in
              try group.name.folded.isOneEdit(from: typed) && Self.isInSight(group, sight, reading)
            }.sorted { ($0.name.folded, $0.key.text) < ($1.name.folded, $1.key.text) }
            #expect(found.prefix(whole.count).map(\.group.key) == whole.map(\.key), "\(typed) \(sight)")
            for related in found {
              #expect(try Self.isInSight(related.group, sight, reading), "\(typed) \(sight)")
              #expect(related.membership == (try reading.membership(of: sight.reader, in: related.group.key)))
              let name = related.group.name.folded
              #expect(name.isOneEdit(from: typed) || name.beginsOneEdit(from: typed) || name.hasPrefix(typed))
            }
            #expect(try reading.groups(near: typed, in: sight, limit: 2) == Array(found.prefix(2)))
          }
        }
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a beginning that is almost right finds the first name that begins so`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for (index, name) in ["site relaunch", "site review", "sitar"].enumerated() {
          try transaction.create(.named(name, key: "k\(index)"))
        }
      }
      try await store.snapshot { reading throws in
        func keys(_ typed: String) throws -> [String] {
          try reading.groups(near: typed, in: .employee(.bob), limit: 9).map(\.group.key.text)
        }
        #expect(try keys("sitte re") == ["k0"])
        #expect(try keys("sitex") == ["k0"])
        #expect(try keys("site rview") == ["k1"])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `people are found by their handles, from outside only with a group in common`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let people = [("anna", false), ("anne", false), ("bann", false), ("hanna", true), ("ann", true)]
      try await store.transaction { transaction in
        for (name, isExternal) in people {
          try transaction.know(.named(PersonKey(name), isExternal: isExternal), at: .newYear)
        }
        try transaction.create(.named("Moon", key: "k1", kind: .collab, owner: PersonKey("anne")))
        try transaction.set(PersonKey("hanna"), .member, in: "k1")
        try transaction.set(PersonKey("ann"), .invited, in: "k1")
      }
      try await store.snapshot { reading throws in
        func keys(_ typed: String, _ sight: Sight) throws -> [String] {
          try reading.people(near: typed, in: sight, limit: 9).map(\.key.text)
        }
        #expect(try keys("annx", .employee(PersonKey("bann"))) == ["anna", "anne"])
        #expect(try keys("anna", .employee(PersonKey("anne"))) == ["anne", "hanna"])
        #expect(try keys("anna", .employee(PersonKey("bann"))) == ["anne"])
        #expect(try keys("anna", .everything(PersonKey("bann"))) == ["anne", "ann", "hanna"])
        #expect(try keys("annee", .external(PersonKey("hanna"))) == ["anne"])
        #expect(try keys("annaa", .external(PersonKey("hanna"))) == [])
        #expect(try keys("annee", .external(PersonKey("ann"))) == [])
        #expect(try keys("nanne", .employee(PersonKey("bann"))) == ["anne"])
        #expect(try keys("nnae", .employee(PersonKey("bann"))) == [])
      }
    }
  }

  /// One to four letters, so that many are near to each other.
  private static func name(_ random: inout SeededRandom) -> String {
    let letters = ["a", "b", "ü", "🦊", " ", "%"]
    return (0..<Int.random(in: 2...4, using: &random)).map { _ in letters.randomElement(using: &random) ?? "a" }
      .joined()
  }

  private static func isInSight(_ group: Group, _ sight: Sight, _ reading: some Reading) throws -> Bool {
    switch sight {
    case .everything: true
    case .employee(let person):
      try group.privacy != .hidden || reading.membership(of: person, in: group.key) != nil
    case .external(let person): try reading.membership(of: person, in: group.key) != nil
    }
  }
}
