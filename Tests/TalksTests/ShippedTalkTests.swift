import CommandLanguage
import Commands
import Engine
import Messengers
import Permissions
import Talks
import TestSupport
import Testing
import Wiring

/// The talks that ship, which are the documentation of this configuration.
@Suite(.temporaryDirectory, .tags(.io), .serialized)
struct ShippedTalkTests {
  @Test func `every talk goes as it is written, on every messenger and in every store alike`() async throws {
    let talks = try Rehearsal.shipped()
    #expect(talks.count >= 40)
    let messengers: [String?] = [nil] + ImitationCatalog.all.map { $0.messenger }
    let orders = talks.flatMap { talk in messengers.map { TalkRun.Order(talk, on: $0) } }
    let embedded = try await Rehearsal.hold(orders)
    let space = try await PostgresServer.shared.get().space(named: "talks")
    let shared = try await Rehearsal.hold(orders, in: .postgresql(address: space))
    for (one, other) in zip(embedded, shared) {
      #expect(!one.isFailure, "\(one.name) on SQLite:\n\(one.text)")
      #expect(!other.isFailure, "\(other.name) on PostgreSQL:\n\(other.text)")
      #expect(one.transcript == other.transcript, "\(one.name) differs between the stores")
    }
    // Who is on which messenger makes no difference but in the markup, which the imitations take away.
    for results in Dictionary(grouping: embedded, by: \.talk.file).values {
      let transcripts = results.filter { $0.messenger != nil && !$0.transcript.isEmpty }.map(\.transcript)
      #expect(Set(transcripts).count <= 1, "\(results[0].talk.file) differs between the messengers")
    }
  }

  @Test func `every messenger can be imitated`() {
    #expect(ImitationCatalog.all.map { $0.messenger } == MessengerCatalog.all.map { $0.name })
  }

  @Test func `talks touch every command, and every row and refusal that a command can bring about`() async throws {
    let coverage = Coverage()
    _ = try await Rehearsal.hold(try Rehearsal.shipped().map { TalkRun.Order($0) }, coverage: coverage)
    let setup = try Rehearsal.setup()
    let gaps = coverage.gaps(sentences: setup.sentenceKeys)
    #expect(gaps.commands.isEmpty, "no talk says \(gaps.commands)")
    // A row is touched by the commands of its verbs; where there is none yet, nobody can.
    let decided = setup.policy.rules.filter { $0.actions.contains(where: \.hasCommand) }.map(\.row.id)
    let open = gaps.rows.filter { decided.contains($0) && Self.untouchable[$0] == nil }
    #expect(open.isEmpty, "no talk touches these rows: \(open)")
    let stale = Self.untouchable.keys.filter { !gaps.rows.contains($0) }
    #expect(stale.isEmpty, "talks touch these rows after all: \(stale.sorted())")
  }

  @Test func `a command that nobody says is found`() {
    let gaps = Coverage().gaps(sentences: ["denied.banned", "archive.done"])
    #expect(gaps.commands.contains("archive"))
    #expect(gaps.refusals == ["denied.banned", "HTTP 401"])
    #expect(gaps.sentences == ["archive.done"])
  }

  /// Rows that no talk can touch though their verb has a command, and why.
  private static let untouchable: [String: String] = [
    "V3": "the list without the filter does not read the archive, so nothing of it is decided",
    "M18": outsiders, "M19": outsiders, "X1": outsiders, "X2": outsiders, "X3": outsiders, "X4": outsiders,
    "X10": outsiders,
  ]

  private static let outsiders = "no command lets anybody from outside into a group yet, so nobody inside sees one"
}

extension Action {
  /// Whether some command is about it: its own, or the one whose verb begins or ends its name.
  fileprivate var hasCommand: Bool {
    let verbs = CommandCatalog.all.map { command in command.usage.verb }
    let ownVerb: [Action: String] = [.listArchived: "list", .pending: "requests", .seeSettings: "settings"]
    return verbs.contains(ownVerb[self] ?? rawValue)
  }
}
