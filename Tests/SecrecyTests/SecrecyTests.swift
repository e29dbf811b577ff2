import Engine
import Foundation
import TestSupport
import Testing
import Weakening
import Wiring

@testable import Talks

/// Hidden is absent: nobody can tell by a single byte whether something that may not be known is there.
@Suite(.tags(.io), .serialized)
struct SecrecyTests {
  private static let conversations = Effort.amount(soak: 10_000, usual: 200, brief: 50)

  @Test func `nobody notices what may not be known`() async throws {
    let report = try await Self.inMemory { campaign in
      try await campaign.run(Self.conversations, from: SeededRandom().seed)
    }
    print(report)
    #expect(report.leak == nil, "\(report.leak?.description ?? "")")
    #expect(report.conversations == Self.conversations)
  }

  @Test(.temporaryDirectory)
  func `nobody notices it on PostgreSQL, either`() async throws {
    let space = try await PostgresServer.ownSpace()
    let report = try await Self.inMemory { campaign in
      var campaign = campaign
      campaign.database = space
      return try await campaign.run(Self.conversations / 20, from: SeededRandom().seed)
    }
    #expect(report.leak == nil, "\(report.leak?.description ?? "")")
  }

  @Test(arguments: PlantedLeak.all)
  func `a leak is found`(_ leak: PlantedLeak) async throws {
    let report = try await Self.inMemory { campaign in
      var campaign = campaign
      campaign.around = { LyingStore($0, lies: leak.lies) }
      return try await campaign.run(Self.patience, from: SeededRandom().seed, differences: leak.differences)
    }
    #expect(report.leak != nil, "nobody noticed in \(report.conversations) conversations")
  }

  /// In how many conversations every leak has to be found.
  private static let patience = 2_000

  @Test func `a seed brings the same conversations back`() async throws {
    let leak = try #require(PlantedLeak.all.first)
    let reports = try await Self.inMemory { campaign in
      var campaign = campaign
      campaign.around = { LyingStore($0, lies: leak.lies) }
      let first = try await campaign.run(Self.patience, from: 7, differences: leak.differences)
      return [first, try await campaign.run(Self.patience, from: first.leak?.seed ?? 0, differences: leak.differences)]
    }
    let told = try #require(reports[0].leak?.description)
    #expect(told == reports[1].leak?.description)
    #expect(told.contains("MUSTER_SEED=") && told.contains("without secrets: …") && told.contains("with secrets:    …"))
  }

  private static func inMemory<Value>(_ operation: (Campaign) async throws -> Value) async throws -> Value {
    let setup = try Setup.read(configuration, secrets: .notNeeded)
    let directory = try Files.storeDirectory()
    defer { TemporaryDirectory.remove(directory) }
    return try await operation(Campaign(setup: setup, directory: directory))
  }

  private static let configuration = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "bot-config").path
}
