import Configuration
import Domain
import Engine
import Foundation
import TestSupport
import Wiring

@testable import Talks

/// Random conversations in pairs of worlds, whose observers must not notice in which of the two they are.
struct Campaign {
  let setup: Setup
  /// Where the worlds are kept, in memory.
  let directory: String
  /// What a leak puts around the stores of both worlds.
  var around: @Sendable (any Store) -> any Store = { $0 }
  /// The addresses of databases; without one, worlds are files.
  var database: String?

  /// What was different, and where.
  struct Leak: CustomStringConvertible {
    let seed: UInt64
    let difference: Worlds.Difference
    let conversation: Int
    let lines: [Line]
    let plain: Seen
    let secret: Seen

    var description: String {
      """
      MUSTER_SEED=\(seed), \(difference), conversation \(conversation):
      \(lines.map(\.description).joined(separator: "\n"))
      \(FirstDifference(plain.bytes, secret.bytes))
      """
    }
  }

  /// What a campaign has held and found.
  struct Report: CustomStringConvertible {
    var conversations = 0
    /// How many lines were answered how, such as `denied`.
    var answers: [String: Int] = [:]
    var leak: Leak?

    var description: String {
      let lines = answers.values.reduce(0, +)
      let kinds = answers.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      return "\(conversations) conversations, \(lines) lines (\(kinds)), \(leak == nil ? "no" : "a") difference"
    }
  }

  /// Holds conversations until an observer notices something, or all are held.
  ///
  /// - Parameters:
  ///   - seed: of the first pair of worlds; the others have the numbers after it.
  ///   - differences: what the worlds of the pairs differ in, in turn.
  func run(
    _ conversations: Int, from seed: UInt64, differences: [Worlds.Difference] = Worlds.Difference.allCases
  ) async throws -> Report {
    var report = Report()
    for pair in 0... {
      let left = conversations - report.conversations
      guard left > 0, report.leak == nil else { return report }
      let seed = seed &+ UInt64(pair)
      let difference = differences[Int(seed % UInt64(differences.count))]
      try await hold(min(left, Self.conversationsOfAPair), in: difference, seed: seed, &report)
    }
    return report
  }

  private static let conversationsOfAPair = 50

  private func hold(
    _ count: Int, in difference: Worlds.Difference, seed: UInt64, _ report: inout Report
  ) async throws {
    var random = SeededRandom(seed: seed)
    let plain = try await portal("plain-\(seed)")
    let secret = try await portal("secret-\(seed)")
    try await Worlds(plain: World(plain, under: setup), secret: World(secret, under: setup), difference: difference)
      .begin(&random)
    let worlds = Worlds(
      plain: World(plain, under: setup, around: around), secret: World(secret, under: setup, around: around),
      difference: difference)
    var talk = try await Conversations(worlds, random: random)
    for conversation in 1...count where report.leak == nil {
      if let (plain, secret) = try await talk.hold() {
        report.leak = Leak(
          seed: seed, difference: difference, conversation: conversation, lines: talk.said, plain: plain,
          secret: secret)
      }
      report.conversations += 1
    }
    report.answers.merge(talk.answers, uniquingKeysWith: +)
    for portal in [plain, secret] { await portal.close() }
    for name in ["plain", "secret"] where database == nil { Files.removeStore("\(directory)/\(name)-\(seed).db") }
  }

  private func portal(_ name: String) async throws -> PortalStore {
    let location =
      database.map { StoreLocation.postgresql(url: Secret($0)) } ?? .sqlite(path: "\(directory)/\(name).db")
    // Both draw the same keys.
    return try await PortalStore.open(location, portal: name, newSeed: Array(1...32), at: .start, connections: 1)
  }
}

/// The conversations in one pair of worlds, one after the other.
struct Conversations {
  private let worlds: Worlds
  private var talk: RandomTalk
  private var now = Moment.start
  private var number = 10_000
  private var secretNumber = 3 * Secrets.firstNumber
  /// What was said in the last conversation; before bystanders' lines that only one world heard stands a sign.
  private(set) var said: [Line] = []
  private(set) var answers: [String: Int] = [:]

  init(_ worlds: Worlds, random: SeededRandom) async throws {
    self.worlds = worlds
    talk = try await RandomTalk(random: random, about: worlds)
  }

  /// Some lines of one observer, and what happens in between; what came, if it was not the same in both worlds.
  mutating func hold() async throws -> (plain: Seen, secret: Seen)? {
    said = []
    let observer = talk.one(of: worlds.difference.observers)
    var last: Talks.Message?
    if talk.isChosen(10) { now = now + talk.one(of: [.minutes(11), .hours(25)]) }
    for _ in 0..<Int.random(in: 2...6, using: &talk.random) {
      if talk.isChosen(30), let told = try await actInSecret(watchedBy: observer) {
        return (Seen(), told)
      }
      if worlds.difference == .hiddenGroups, talk.isChosen(10) {
        number += 1
        let line = talk.openly(by: .cyd, number: number)
        if let different = await say(line).different { return different }
      }
      number += 1
      let line = talk.line(by: observer, number: number, after: last)
      let (message, different) = await say(line)
      if let different { return different }
      last = message
    }
    return nil
  }

  private mutating func say(_ line: Line) async -> (message: Talks.Message?, different: (plain: Seen, secret: Seen)?) {
    said.append(line)
    now = now + .seconds(1)
    async let plain = worlds.plain.hear(line, at: now)
    let secret = await worlds.secret.hear(line, at: now)
    let seen = (plain: await plain, secret: secret)
    answers[String(secret.outcome.prefix { $0 != " " }), default: 0] += 1
    return (seen.plain.message, seen.plain.bytes == seen.secret.bytes ? nil : seen)
  }

  /// Something happens where no observer may look.
  ///
  /// - Returns: what the observer was told of it, which must be nothing.
  private mutating func actInSecret(watchedBy observer: Speaker) async throws -> Seen? {
    guard worlds.difference != .unseenPeople else { return nil }
    secretNumber += 1
    let bystander = talk.one(of: Speaker.bystanders)
    let key = try await worlds.secret.key(of: bystander)
    let plain = Set(try await worlds.plain.groups().map(\.key))
    let own = try await worlds.secret.groups().filter { $0.owner == key && !plain.contains($0.key) }
    let line =
      own.isEmpty || talk.isChosen(10)
      ? talk.secret(by: bystander, number: secretNumber)
      : talk.act(on: talk.one(of: own), by: bystander, number: secretNumber)
    said.append(line)
    let seen = await worlds.secret.hear(line, at: now)
    return seen.told.contains(observer.account.user) ? seen : nil
  }
}

/// Where two answers begin to differ, in words.
struct FirstDifference: CustomStringConvertible {
  let description: String

  init(_ plain: [UInt8], _ secret: [UInt8]) {
    let same = zip(plain, secret).prefix { $0 == $1 }.count
    func part(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, same - 60)..<min(bytes.count, same + 100)], as: UTF8.self)
    }
    description = """
      differs at byte \(same) of \(plain.count) and \(secret.count):
        without secrets: …\(part(plain))…
        with secrets:    …\(part(secret))…
      """
  }
}
