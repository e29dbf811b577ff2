import Commands
import Domain
import Engine
import Permissions
import TestSupport
import Testing

/// What every store promises about tasks and files.
@Suite("Store: tasks and files", .tags(.io), .temporaryDirectory)
struct ContentTests {
  private static let key = GroupKey("k1")

  private static func ticket(
    _ key: String, due: Int64? = nil, status: Ticket.Status = .pending, for responsible: PersonKey = .bob,
    in group: String = "k1"
  ) -> Ticket {
    Ticket(
      key: TicketKey(key), group: GroupKey(group), title: "Task \(key)", folded: "task \(key)", status: status,
      creator: .ada, responsible: responsible, due: due.map { .later($0) }, created: .newYear)
  }

  private static let tickets = [
    ticket("t1", due: 20), ticket("t2"), ticket("t3", due: 10, status: .inProgress, for: .eve),
    ticket("t4", due: 5, status: .completed), ticket("t5", due: 10, status: .deferred),
    ticket("t6", due: 1, in: "k2"),
  ]

  private func filled(_ store: any Store) async throws {
    try await store.transaction { transaction in
      try transaction.create(.named("Apollo", key: "k1"))
      try transaction.create(.named("Beta", key: "k2"))
      for ticket in Self.tickets {
        try transaction.apply(.addTicket(ticket), by: .to(.taskAdd, ticket.group.text), at: .newYear)
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `a task comes back whole`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let ticket = Ticket(
        key: TicketKey("t1"), group: Self.key, title: "Wörk \"'; --", folded: "work", description: "a\nb",
        status: .awaitingControl, creator: .ada, responsible: .bob, participants: [.bob, .eve], observers: [.ada],
        due: .later(9), priority: .high, isControlled: true, created: .later(1))
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.addTicket(ticket), by: .to(.taskAdd, "k1"), at: .newYear)
      }
      #expect(try await store.snapshot { try $0.ticket(ticket.key) } == ticket)
      #expect(try await store.snapshot { try $0.ticket(TicketKey("t2")) } == nil)
      let fault = await #expect(throws: StoreFault.self) {
        try await store.transaction { try $0.apply(.addTicket(ticket), by: .to(.taskAdd, "k1"), at: .newYear) }
      }
      #expect(fault?.code == "storage.key")
    }
  }

  @Test(arguments: Backend.allCases)
  func `tasks are found by group, by person and by what lies outside of dates`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await filled(store)
      try await store.snapshot { reading throws in
        func keys(_ tickets: [Ticket]) -> [String] { tickets.map(\.key.text) }
        #expect(keys(try reading.tickets(of: Self.key, isOpen: nil, limit: 9)) == ["t3", "t5", "t1", "t2", "t4"])
        #expect(keys(try reading.tickets(of: Self.key, isOpen: true, limit: 2)) == ["t3", "t5"])
        #expect(keys(try reading.tickets(of: Self.key, isOpen: false, limit: 9)) == ["t4"])
        #expect(keys(try reading.openTickets(of: .bob, in: Self.key, limit: 9)) == ["t5", "t1", "t2"])
        #expect(keys(try reading.openTickets(of: .ada, in: Self.key, limit: 9)) == [])
        func outside(_ from: Int64?, _ until: Int64?) throws -> [String] {
          keys(
            try reading.openTickets(
              outside: Group.Dates(from: from.map { .later($0) }, until: until.map { .later($0) }), in: Self.key,
              limit: 9))
        }
        #expect(try outside(nil, nil) == [])
        #expect(try outside(10, 20) == [])
        #expect(try outside(11, nil) == ["t3", "t5"])
        #expect(try outside(nil, 19) == ["t1"])
        #expect(try outside(11, 19) == ["t3", "t5", "t1"])
        #expect(try reading.contents(of: Self.key) == Contents(openTickets: 4, closedTickets: 1))
        #expect(try reading.contents(of: GroupKey("k9")).isEmpty)
        let summary = try reading.summary(of: Self.key, for: .ada)
        #expect(
          summary
            == GroupSummary(
              contents: Contents(openTickets: 4, closedTickets: 1), requests: 0, invitations: 0, marks: Marks()))
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `who hands over gives away what is open, in that group alone`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      try await filled(store)
      try await store.transaction { transaction in
        try transaction.apply(
          .handOver(from: .bob, to: .eve), by: .to(.taskAssign, "k1", target: .eve), at: .newYear)
      }
      try await store.snapshot { reading throws in
        #expect(try reading.openTickets(of: .bob, in: Self.key, limit: 9) == [])
        #expect(try reading.openTickets(of: .eve, in: Self.key, limit: 9).count == 4)
        #expect(try reading.ticket(TicketKey("t4"))?.responsible == .bob)
        #expect(try reading.openTickets(of: .bob, in: GroupKey("k2"), limit: 9).count == 1)
        let line = try reading.log(of: Self.key, skipping: 0, limit: 1).first
        #expect(
          line?.alterations == [
            Alteration("responsible", from: "bob", to: "eve"), Alteration("tasks", from: "", to: "3"),
          ])
      }
    }
  }

  @Test(arguments: Backend.allCases)
  func `files have each name once, and keep their group from being deleted`(_ backend: Backend) async throws {
    try await backend.withStore { store async throws in
      let file = SharedFile(
        group: Self.key, name: "Pläne.pdf", folded: "plane.pdf", url: "https://x.example/ä", by: .ada, at: .later(2))
      try await store.transaction { transaction in
        try transaction.create(.named("Apollo", key: "k1"))
        try transaction.apply(.shareFile(file), by: .to(.fileShare, "k1"), at: .newYear)
        func code(_ work: (inout any Workspace) throws -> Void) -> String? {
          let fault = #expect(throws: StoreFault.self) { try transaction.undoing(work) }
          return fault?.code
        }
        #expect(code { try $0.apply(.shareFile(file), by: .to(.fileShare, "k1"), at: .newYear) } == "storage.overtaken")
        #expect(code { try $0.apply(.delete, by: .to(.delete, "k1"), at: .newYear) } == "storage.overtaken")
      }
      #expect(try await store.snapshot { try $0.files(of: Self.key, limit: 9) } == [file])
      #expect(try await store.snapshot { try $0.contents(of: Self.key) } == Contents(files: 1))
    }
  }
}
