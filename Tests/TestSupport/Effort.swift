import Foundation

/// How much is tried, where trying more only finds what is rarer.
package enum Effort: Sendable {
  /// `make soak`.
  case soak
  case usual
  /// Once each: sanitizers look at what is run, not at how often.
  case brief

  package static let current: Effort = {
    let environment = ProcessInfo.processInfo.environment
    if environment["MUSTER_SOAK"] != nil { return .soak }
    return environment["MUSTER_BRIEF"] != nil ? .brief : .usual
  }()

  package static func amount(soak: Int, usual: Int, brief: Int) -> Int {
    switch current {
    case .soak: soak
    case .usual: usual
    case .brief: brief
    }
  }
}
