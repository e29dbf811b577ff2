import Commands
import Domain
import Engine
import Storage
import TestSupport
import Testing
import Weakening

@testable import Talks

/// Each fault word has a talk that passes, and fails as soon as its safeguard is taken away.
@Suite(.temporaryDirectory, .tags(.io))
struct FaultTests {
  @Test(arguments: Safeguard.allCases)
  func `a talk passes, and notices that its safeguard is gone`(_ safeguard: Safeguard) async throws {
    let talk = try #require(try Rehearsal.shipped().first { $0.file.hasSuffix("/\(safeguard.rawValue).talk") })
    let order = TalkRun.Order(talk)
    let passed = try await Rehearsal.hold([order])[0]
    #expect(passed.text == "passed")
    let weakened = try await Rehearsal.hold(
      [order], ports: safeguard.absent(from: talk), program: safeguard.weakenedProgram)[0]
    guard case .failed = weakened.outcome else {
      Issue.record("nobody noticed: \(weakened.text)")
      return
    }
  }
}

/// What keeps a fault from doing harm, by the talk that shows it.
enum Safeguard: String, CaseIterable, Sendable {
  case twice = "fault-twice"
  case late = "fault-late"
  case forged = "fault-forged"
  case stale = "fault-stale"
  case restart = "fault-restart"
  case kill = "fault-kill"
  case messengerDown = "fault-messenger-down"
  case messengerDownAndRestart = "fault-messenger-down-and-restart"
  case throttled = "fault-throttled"
  case noticeTwice = "fault-notice-twice"
  case noticeDown = "fault-notice-down"
  case noticeKill = "fault-notice-kill"

  /// A bot in a process of its own runs in a program that has no safeguard; ports can't reach into it.
  var weakenedProgram: String { [.kill, .noticeKill].contains(self) ? "weakened" : "muster" }

  func absent(from talk: Talk) -> Ports {
    var ports = Ports()
    let directory = TemporaryDirectory.path
    let secrets = { @Sendable connection in Cast(talk, on: nil).secrets[connection] ?? "" }
    switch self {
    case .twice, .noticeTwice: ports.store = { store, _ in WeakenedStore.forgettingDeliveries(store) }
    case .late:
      ports.store = { store, _ in
        // The people are in the store already, and have to be in its copy.
        let copy = try await Self.emptyStore(in: directory)
        try await copy.transaction { transaction in
          for person in Cast(talk, on: nil).known {
            try transaction.know(person, as: person.handle, at: Talk.beginning)
          }
        }
        return FrozenStore(store, copy: copy)
      }
    case .forged: ports.messenger = { Credulous($0, believing: .signatures, secrets: secrets) }
    case .stale: ports.messenger = { Credulous($0, believing: .times, secrets: secrets) }
    case .restart:
      // What is opened again has everything but the deliveries.
      ports.store = { store, opening in opening == 1 ? store : WeakenedStore.forgettingDeliveries(store) }
    case .messengerDown, .messengerDownAndRestart, .noticeDown:
      ports.store = { store, _ in WeakenedStore.tryingOnce(store) }
    case .throttled: ports.store = { store, _ in WeakenedStore.withoutPatience(store) }
    case .kill, .noticeKill: break
    }
    return ports
  }

  private static func emptyStore(in directory: String) async throws -> SQLiteStore {
    let name = Int.random(in: 1...1_000_000)
    return try await SQLiteStore.open(
      path: "\(directory)/other-\(name).db", portal: "other", newSeed: Array(1...32), at: Talk.beginning)
  }
}
