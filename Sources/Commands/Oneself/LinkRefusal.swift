package import Domain

/// Why no account is linked.
package enum LinkRefusal: Sendable, Equatable {
  /// The code is wrong, used or expired; the engine counts it.
  case unknownCode
  /// Too many wrong codes came from the account; none is looked at before this.
  case locked(until: Moment)
  /// Others read along. A code that was typed there is one no more, which the engine sees to.
  case overheard(code: String?)
  /// The account is the code's person's already.
  case ownAccount
  /// The account has groups, tasks or the right of an administrator, which would be lost or gained.
  case notEmpty

  var outcome: Outcome {
    switch self {
    case .unknownCode: .error(code: "unknown-code")
    case .locked: .error(code: "locked")
    case .overheard: .error(code: "overheard")
    case .ownAccount: .error(code: "own-account")
    case .notEmpty: .error(code: "not-empty")
    }
  }

  var phrase: Phrase {
    switch self {
    case .unknownCode: Phrase("link.unknown", ["command": .command("/muster me link")])
    case .locked(let end): Phrase("link.locked", ["end": .moment(end)])
    case .overheard(nil): Phrase("link.overheard")
    case .overheard: Phrase("link.overheard-code", ["command": .command("/muster me link")])
    case .ownAccount: Phrase("link.own-account")
    case .notEmpty: Phrase("link.not-empty", ["command": .command("/muster me link")])
    }
  }
}
