package import Domain
package import Permissions

/// What somebody changed last, as far as it takes to take it back: where it stands in the group's log.
package struct LastChange: Sendable, Equatable {
  package let group: GroupKey
  package private(set) var action: Action
  /// The numbers of its lines in the log; none for what leaves no line there, such as a pin.
  package private(set) var lines: Range<Int>
  package let at: Moment

  package init(_ action: Action, in group: GroupKey, lines: Range<Int>, at now: Moment) {
    self.group = group
    self.action = action
    self.lines = lines
    self.at = now
  }

  /// How long it can be taken back.
  package static let life = Moment.Span.minutes(10)

  /// Adds what the same command did besides; what can't be taken back makes the whole so.
  package mutating func add(_ action: Action, line: Int) {
    switch action {
    case self.action: lines = lines.lowerBound..<line + 1
    // Tasks that were handed over stay where they are.
    case .taskAssign: break
    default: if self.action.undoing != nil { self.action = action }
    }
  }

  /// Whether to remember it: to take it back, or to say that it can't be.
  package var isKept: Bool { action.undoing != nil || Self.final.contains(action) }

  /// What people do on purpose and can't take back.
  private static let final: Set<Action> = [
    .create, .createFor, .delete, .leave, .transfer, .take, .accept, .decline, .approve, .reject, .revoke, .remind,
    .withdraw, .stepDown, .add, .adminGrant, .adminRevoke,
  ]

  /// Whether it changes nothing but what its author sees, so that what was changed before can still be taken back.
  package var isPassedOver: Bool { action == .adminOn || action == .adminOff }
}

extension Action {
  /// Whose row is asked when it is taken back; `nil` for what can't be.
  var undoing: Action? {
    switch self {
    case .archive: .unarchive
    case .unarchive: .archive
    case .promote: .demote
    case .demote: .promote
    case .ban: .unban
    case .unban: .ban
    case .pin: .unpin
    case .unpin: .pin
    case .mute: .follow
    case .follow: .mute
    case .invite: .revoke
    case .join: .leave
    case .remove, .edit, .privacy, .dates, .settings, .convert: self
    default: nil
    }
  }
}
