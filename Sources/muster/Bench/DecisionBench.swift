import Domain
import Glibc
import Permissions

/// `muster bench`: how long the engine takes for a decision, with the policy of the configuration.
struct DecisionBench {
  let policy: Policy

  func answer(_ request: BenchRequest) {
    switch request {
    case .decisions: printTimes()
    case .situations: for one in BenchSituation.compared { print(one.json(by: policy)) }
    case .allocations(let isControl):
      let allocates = isControl ? { $0.json(by: policy).count } : nil as ((BenchSituation) -> Int)?
      print("decisions \(AllocationWatch(policy: policy).decide(BenchSituation.sample, allocates))")
    }
  }

  /// Lines of: which situations, how many groups and people, nanoseconds of an allowed and of a denied decision.
  private func printTimes() {
    for (name, situations) in [("compared", BenchSituation.compared), ("every-action", BenchSituation.sample)] {
      let allowed = Course(situations.filter { $0.isAllowed(by: policy) })
      let denied = Course(situations.filter { !$0.isAllowed(by: policy) })
      for count in [10, 1_000, 1_000_000] {
        let names = (0..<count).map { String($0, radix: 36) }
        print(name, count, allowed.nanoseconds(by: policy, of: names), denied.nanoseconds(by: policy, of: names))
      }
    }
  }
}

/// Situations that are decided one after the other, about as many people and groups as there are names.
private struct Course {
  private let actions: [Action]
  private let facts: [Facts]

  /// In an order that no branch prediction knows, and always the same.
  init(_ situations: [BenchSituation]) {
    var order = Order()
    let shuffled = situations.shuffled(using: &order)
    actions = shuffled.map(\.action)
    facts = shuffled.map(\.facts)
  }

  /// Of processor time, since other programs may run; the best of several rounds of at least 300,000 decisions.
  func nanoseconds(by policy: Policy, of names: [String]) -> Int {
    let decisions = max(300_000, names.count)
    let best = (0..<7).map { _ in
      let start = clock()
      decide(decisions, by: policy, of: names)
      return clock() - start
    }.min()
    return (best ?? 0) * (1_000_000_000 / Int(CLOCKS_PER_SEC)) / decisions
  }

  private func decide(_ count: Int, by policy: Policy, of names: [String]) {
    var allowed = 0
    var (place, name) = (0, 0)
    for _ in 0..<count {
      let subject = Subject(
        actor: PersonKey(names[name]), group: GroupKey(names[names.count - 1 - name]), target: PersonKey(names[name]))
      if policy.decide(actions[place], by: facts[place], about: subject).isAllowed { allowed += 1 }
      place = place + 1 == actions.count ? 0 : place + 1
      name = name + 1 == names.count ? 0 : name + 1
    }
    // What was sorted out as allowed or denied is so each time.
    precondition(allowed == 0 || allowed == count, "\(allowed) of \(count) decisions allow")
  }
}

/// A generator whose numbers repeat, for an order that looks like none.
struct Order: RandomNumberGenerator {
  private var state: UInt64 = 1

  /// Knuth's linear congruence, whose upper bits are good enough to shuffle by.
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
