/// A command that can't be taken back easily, so that it says first what it will do and waits for Yes.
package protocol ConfirmedCommand: Command {
  /// What will happen; `nil` where this one may act at once.
  ///
  /// It changes nothing, and refuses what ``Command/carryOut(in:during:)`` would refuse.
  func consequences(in reading: any Reading, during turn: Turn) throws -> Reply?
}
