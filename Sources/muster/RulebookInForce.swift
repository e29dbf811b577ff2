import Engine
import Platform

/// The rulebook by which deliveries are answered now.
final class RulebookInForce: Sendable {
  private let rulebook: Guarded<Rulebook>

  init(_ rulebook: Rulebook) { self.rulebook = Guarded(rulebook) }

  var current: Rulebook { rulebook.withLock { $0 } }

  func replace(by next: Rulebook) { rulebook.withLock { $0 = next } }
}
