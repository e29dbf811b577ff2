/// What people choose for themselves alone.
package enum PersonalChoice: Sendable, Equatable {
  /// The language of the replies, such as `de`.
  case language(String)
  /// By whose clock dates are read and shown, such as `Europe/Berlin`.
  case timeZone(String)
}
