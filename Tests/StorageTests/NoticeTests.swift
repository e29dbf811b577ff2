import Commands
import Domain
import Engine
import TestSupport
import Testing

@testable import Storage

/// What every store promises about what people are told.
@Suite("Store: notices", .tags(.io), .temporaryDirectory)
struct NoticeTests {
  /// Every kind of argument there is.
  private static let everything = PersonalNotice.Part(
    about: GroupKey("k7m2q"),
    [
      Phrase("notice.plain"),
      Phrase(
        "notice.full",
        [
          "text": .text("3:a \n\u{1}🦊"), "command": .command("/project show k7m2q"), "number": .number(-7),
          "moment": .moment(.later(-1)), "person": .person(.named(.ada)), "nobody": .people([]),
          "people": .people([.named(.bob), .named(.eve, isExternal: true)]),
          "phrase": .phrase(Phrase("kind.project", ["": .text("")])),
          "list": .list([.text("a"), .list([.number(1), .phrase(Phrase("b"))])]),
        ]),
    ])

  private static func notice(
    _ key: String, to person: PersonKey = .ada, at milliseconds: Int64 = 0, _ parts: [PersonalNotice.Part]? = nil
  ) -> PersonalNotice {
    PersonalNotice(
      key: key, to: person, at: .later(milliseconds),
      parts ?? [PersonalNotice.Part(about: nil, [Phrase("notice", ["key": .text(key)])])])
  }

  private static func inbox(of person: PersonKey = .ada, in store: any Store) async throws -> [String] {
    try await store.snapshot { try $0.notices(to: person, behind: nil, limit: 100).map(\.key) }
  }

  @Test(arguments: Backend.allCases)
  func `a notice comes back whole, with the people as they are called by then`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let notice = Self.notice("n1", [Self.everything, PersonalNotice.Part(about: nil, [])])
      try await store.transaction { transaction in
        for person in [Person.named(.ada), .named(.bob), .named(.eve, isExternal: true)] {
          try transaction.know(person, at: .newYear)
        }
        try transaction.keep(notice)
      }
      #expect(try await store.snapshot { try $0.notices(to: .ada, behind: nil, limit: 9) } == [notice])
      var renamed = Person.named(.ada)
      renamed.handle = "countess"
      try await store.transaction { [renamed] in try $0.know(renamed, at: .later(1)) }
      let read = try await store.snapshot { try $0.notices(to: .ada, behind: nil, limit: 9) }
      #expect(read.first?.parts.first?.sentences.last?.arguments["person"] == .person(renamed))
    }
  }

  @Test(arguments: Backend.allCases)
  func `the inbox is everybody's own, the newest first, and goes on behind any of it`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for notice in [("b", 1), ("d", 2), ("a", 1), ("c", 2), ("e", 0)] {
          try transaction.keep(Self.notice(notice.0, at: Int64(notice.1)))
        }
        try transaction.keep(Self.notice("x", to: .bob))
      }
      #expect(try await Self.inbox(in: store) == ["d", "c", "b", "a", "e"])
      let pages = try await store.snapshot { reading in
        try ["d", "c", "b"].map { key in
          let last = Self.notice(key, at: key == "b" ? 1 : 2)
          return try reading.notices(to: .ada, behind: last, limit: 2).map(\.key)
        }
      }
      #expect(pages == [["c", "b"], ["b", "a"], ["a", "e"]])
      #expect(try await Self.inbox(of: .bob, in: store) == ["x"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what is taken out is gone, unless that was undone`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for key in ["a", "b", "c"] { try transaction.keep(Self.notice(key)) }
        try transaction.keep(Self.notice("a", to: .bob))
        try transaction.undoing { try $0.remove([Self.notice("a"), Self.notice("unknown")]) }
        try? transaction.undoing { workspace in
          try workspace.remove([Self.notice("b")])
          throw Stop()
        }
      }
      #expect(try await Self.inbox(in: store) == ["c", "b"])
      #expect(try await Self.inbox(of: .bob, in: store) == ["a"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what nobody takes out is forgotten in time, the oldest first`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for number in 0..<6 {
          try transaction.keep(Self.notice("n\(number)", to: number % 2 == 0 ? .ada : .bob, at: Int64(number)))
        }
      }
      #expect(try await store.transaction { try $0.forgetNotices(before: .later(4), limit: 3) } == 3)
      #expect(try await Self.inbox(of: .bob, in: store) == ["n5", "n3"])
      #expect(try await store.transaction { try $0.forgetNotices(before: .later(4), limit: 3) } == 1)
      #expect(try await Self.inbox(in: store) == ["n4"])
    }
  }

  @Test(arguments: Backend.allCases)
  func `what could never be sent waits in the inbox, once, and what was sent doesn't`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await store.transaction { transaction in
        for key in ["sent", "lost", "waiting"] {
          try transaction.enqueue(.addressed(key), leaseEnd: .newYear, telling: Self.notice(key))
        }
        try transaction.enqueue(.addressed("reply"), leaseEnd: .newYear)
      }
      #expect(try await Self.inbox(in: store) == [])
      for _ in 1...2 {
        try await store.transaction { transaction in
          try transaction.settle([
            .taken(key: "sent"), .failed(key: "lost", reason: "no such user", at: .later(5)),
            .failed(key: "reply", reason: "HTTP 404", at: .later(5)),
            .again(key: "waiting", next: .later(9), tries: 1, usesLeft: 4),
          ])
        }
      }
      #expect(try await store.snapshot { try $0.notices(to: .ada, behind: nil, limit: 9) } == [Self.notice("lost")])
      let said = try await backend.texts("SELECT key FROM outbox WHERE notice IS NOT NULL")
      #expect(said == ["waiting"])
    }
  }

  @Test(arguments: [
    [0x78], [0x30], Array("5:k7m2".utf8), Array("0:1:".utf8), Array("0:1:1:a1:1:bz".utf8), Array("0:9:".utf8),
    Array("0:1:1:a-1:".utf8), Array("0:1:1:a1:1:b1:p3:ada".utf8),
  ])
  func `bytes that nobody wrote are a fault, not a notice`(_ bytes: [UInt8]) {
    #expect(throws: StoreFault.self) { try StoredNotice.parts(in: bytes) { _ in nil } }
  }
}
