import CommandLanguage
import Commands
import Engine
import Foundation
import Messengers
import Permissions
import TestSupport
import Testing
import Wiring

@testable import Talks

/// The talks that ship, which are the documentation of this configuration.
@Suite(.temporaryDirectory, .tags(.io), .serialized)
struct ShippedTalkTests {
  @Test func `every talk goes as it is written, on every messenger and in every store alike`() async throws {
    let all = try Rehearsal.shipped()
    #expect(all.count >= 40)
    let talks = Effort.current == .brief ? all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element) : all
    let messengers: [String?] = [nil] + (Effort.current == .brief ? [] : ImitationCatalog.all.map { $0.messenger })
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

  @Test func `talks are for every messenger, but for those about what one can't bring`() throws {
    let talks = try Rehearsal.shipped()
    let skipped = talks.flatMap { talk in
      ImitationCatalog.all.map { TalkRun.Order(talk, on: $0.messenger) }.filter { $0.obstacle != nil }
    }
    let names = skipped.map { "\($0.talk.file.split(separator: "/").last ?? "") \($0.messenger ?? "")" }
    #expect(
      Set(names) == [
        "fault-stale.talk mattermost", "link-room.talk slack", "room-mattermost.talk slack",
        "room-mattermost-without-token.talk slack",
      ])
  }

  @Test func `whatever a refusal says counts as one`() throws {
    let files = ["Commands/Command.swift", "Commands/Oneself/LinkRefusal.swift", "CommandLanguage/UsageError.swift"]
    var keys: Set<String> = []
    for file in files {
      let text = try String(contentsOf: Rehearsal.root.appending(path: "Sources/\(file)"), encoding: .utf8)
      keys.formUnion(text.matches(of: /[Pp]hrase\(\s*"([a-z.-]+)"/).map { String($0.output.1) })
    }
    #expect(keys.count > 40)
    #expect(keys.filter { !Unreached.isRefusal($0) } == [])
  }

  @Test func `every messenger can be imitated`() {
    #expect(ImitationCatalog.all.map { $0.messenger } == MessengerCatalog.all.map { $0.name })
  }

  @Test(.enabled(if: Effort.current != .brief, "These talks have been held already."))
  func `talks touch every command, and every row and refusal that a talk can touch`() async throws {
    let coverage = Coverage()
    _ = try await Rehearsal.hold(try Rehearsal.shipped().map { TalkRun.Order($0) }, coverage: coverage)
    let setup = try Rehearsal.setup()
    let gaps = coverage.gaps(sentences: setup.sentenceKeys, under: setup.policy)
    #expect(gaps.commands.isEmpty, "no talk says \(gaps.commands)")
    #expect(gaps.rows.missing.isEmpty, "no talk touches these rows: \(gaps.rows.missing)")
    #expect(gaps.refusals.missing.isEmpty, "no talk is refused like this: \(gaps.refusals.missing)")
    // A reason that isn't one any more would hide the next gap.
    #expect(Set(gaps.refusals.map(\.name)).isSuperset(of: Coverage.unreachedRefusals), "talks are refused like this")
    #expect(Set(gaps.rows.map(\.name)).isSuperset(of: Coverage.unreachedRows), "talks touch these rows")
  }

  @Test func `what nobody says, decides or reads is found`() throws {
    let setup = try Rehearsal.setup()
    let gaps = Coverage().gaps(
      sentences: ["denied.banned", "denied.inactive", "archive.done"], under: setup.policy)
    #expect(gaps.commands.contains("archive"))
    #expect(gaps.refusals.missing == ["denied.banned", "HTTP 401"])
    #expect(gaps.refusals.map(\.name) == ["denied.banned", "denied.inactive", "HTTP 401"])
    #expect(gaps.sentences == ["archive.done"])
    #expect(gaps.rows.missing.contains("G12") && gaps.rows.missing.contains("A1"))
    #expect(!gaps.rows.missing.contains("T3"))
    #expect(gaps.description.contains("T3, ") || gaps.description.contains("T3:"))
    #expect(gaps.description.contains("no command asks for task-edit yet"))
  }
}
