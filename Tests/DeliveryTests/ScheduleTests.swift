import Domain
import Engine
import Testing

@testable import Delivery

/// What becomes of a reply after a try.
struct ScheduleTests {
  private static let now = Moment(seconds: 1_000_000)

  private static func parcel(tries: Int = 0, uses: Int = 5, life: Int64 = 1_800) -> Parcel {
    Parcel(
      key: "k", connection: "slack", delivery: "d", address: "https://hooks.slack.com/x", body: [], created: now,
      expires: now + .seconds(life), usesLeft: uses, tries: tries)
  }

  private static func settlement(_ parcel: Parcel, _ tried: Schedule.Try, jitter: Double = 0.5) -> Settlement {
    Schedule().settlement(for: parcel, after: tried, at: now, jitter: jitter)
  }

  @Test(arguments: [
    (Schedule.Try.answered(.taken), Settlement.taken(key: "k")),
    (.answered(.failed(reason: "HTTP 404")), .failed(key: "k", reason: "HTTP 404", at: now)),
    (.answered(.next(address: "x")), .failed(key: "k", reason: "the messenger leads on and on", at: now)),
    (.impossible(reason: "no"), .failed(key: "k", reason: "no", at: now)),
    (.unreachable(reason: "down"), .again(key: "k", next: now + .seconds(1), tries: 1, usesLeft: 5)),
    (.unanswered(reason: "slow"), .again(key: "k", next: now + .seconds(1), tries: 1, usesLeft: 4)),
    (.answered(.again(after: nil)), .again(key: "k", next: now + .seconds(1), tries: 1, usesLeft: 4)),
    (.answered(.again(after: .seconds(30))), .again(key: "k", next: now + .seconds(30), tries: 1, usesLeft: 4)),
  ])
  func `the first try decides`(_ tried: Schedule.Try, _ settlement: Settlement) {
    #expect(Self.settlement(Self.parcel(), tried) == settlement)
  }

  @Test func `waits grow, and jitter moves them by a fifth at most`() {
    for (tries, wait) in [1, 5, 30, 120, 300, 300, 300].enumerated() {
      for jitter in [0, 0.25, 0.5, 1] {
        guard
          case .again(_, let next, _, _) = Self.settlement(
            Self.parcel(tries: tries), .unreachable(reason: ""), jitter: jitter)
        else {
          Issue.record("it is given up after \(tries) tries")
          continue
        }
        let milliseconds = Int(next.since(Self.now).milliseconds)
        #expect((wait * 800...wait * 1_200).contains(milliseconds))
      }
    }
  }

  @Test(
    arguments: [(0, [0, 0.8, 25, 217, 977]), (0.5, [0, 1, 32, 270, 1_188]), (1, [0, 1.2, 38, 323, 1_387])]
      as [(Double, [Double])])
  func `the uses of an address are spread over its life`(_ jitter: Double, _ seconds: [Double]) {
    var parcel = Self.parcel()
    var now = Self.now
    var moments = [now]
    while case .again(_, let next, let tries, let uses) = Schedule().settlement(
      for: parcel, after: .unanswered(reason: "slow"), at: now, jitter: jitter)
    {
      (now, parcel.tries, parcel.usesLeft) = (next, tries, uses)
      moments.append(now)
    }
    let passed = moments.map { Double($0.since(Self.now).milliseconds) / 1_000 }
    #expect(passed.count == seconds.count)
    for (passed, expected) in zip(passed, seconds) { #expect(abs(passed - expected) < 1) }
  }

  @Test func `tries of which nothing was sent cost no use, and go on until the address expires`() {
    var parcel = Self.parcel()
    var now = Self.now
    while case .again(_, let next, let tries, let uses) = Schedule().settlement(
      for: parcel, after: .unreachable(reason: "down"), at: now, jitter: 0.5)
    {
      (now, parcel.tries, parcel.usesLeft) = (next, tries, uses)
    }
    #expect(parcel.usesLeft == 5)
    #expect(parcel.expires.since(now) <= .minutes(5))
  }

  @Test func `a used up address is given up`() {
    let settlement = Self.settlement(Self.parcel(uses: 1), .unanswered(reason: "no answer in time"))
    #expect(settlement == .failed(key: "k", reason: "no answer in time; the address is used up", at: Self.now))
  }

  @Test func `an address that expires before the next try is given up`() {
    let settlement = Self.settlement(Self.parcel(life: 20), .answered(.again(after: .seconds(30))))
    #expect(
      settlement
        == .failed(
          key: "k", reason: "the messenger asks to try again; the address expires before the next try", at: Self.now))
  }
}
