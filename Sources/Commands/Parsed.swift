package import CommandLanguage

/// A command as it was read, with what can be added to every command.
package struct Parsed: Sendable {
  /// Every way to read the words, most likely first; there is at least one.
  let readings: [Phrasing]
  /// Under which root it was typed.
  package let root: String
  /// Whether only to say what would happen.
  package let isDryRun: Bool
  /// Whether the room is to read the reply.
  package let isShared: Bool

  /// One way to read the words.
  struct Phrasing: Sendable {
    let command: any Command
    /// With quotes, so that there is no other way to read it.
    let line: String
    /// Whether the line means the same when it is typed; else it shows only how to write it.
    let canBeRepeated: Bool
  }

  /// Reads what follows the verb of `command`.
  ///
  /// - Parameter usage: How it is written, as whoever typed it may be told.
  /// - Throws: ``UsageError``: what is wrong with the most likely reading.
  init(
    _ command: any Command.Type, _ usage: Usage, _ words: some Sequence<Word>, under root: String
  ) throws(UsageError) {
    var (options, rest) = try GivenOptions.take(from: words, of: usage, under: root)
    let given = options
    isDryRun = try options.flag(Usage.dryRun)
    isShared = try options.flag(Usage.share)
    self.root = root
    var readings: [Phrasing] = []
    var first: UsageError?
    for split in try Split.all(of: rest, of: usage, under: root) {
      do throws(UsageError) {
        var arguments = Arguments(split, options, of: usage, under: root, given: given)
        let command = try command.init(&arguments)
        try arguments.finish()
        readings.append(
          Phrasing(
            command: command, line: split.line(of: usage, under: root) + given.line,
            canBeRepeated: split.canBeRepeated && given.canBeRepeated))
      } catch {
        first = first ?? error
      }
    }
    if let first, readings.isEmpty { throw first }
    self.readings = readings
  }

  /// How the command is written; all readings are of one command.
  package var usage: Usage { type(of: readings[0].command).usage }

  /// Whether it changes nothing, so that a snapshot can answer it.
  package var isReading: Bool { readings.first?.command is any ReadingCommand }

  /// Whether it is carried out for who is not known as well.
  package var isForStrangers: Bool { readings.first?.command is any StrangersCommand }

  /// The reading of which the group is there; the most likely one when none or only one is possible.
  ///
  /// - Throws: ``Refusal/severalReadings(_:canBeRepeated:)`` when two name groups that the actor may see.
  package func command(in reading: some Reading, during turn: Turn) throws -> any Command {
    guard readings.count > 1 else { return readings[0].command }
    let plausible = try readings.filter { try $0.command.isPlausible(in: reading, during: turn) }
    guard plausible.count < 2 else {
      throw Refusal.severalReadings(plausible.map(\.line), canBeRepeated: plausible.allSatisfy { $0.canBeRepeated })
    }
    return (plausible.first ?? readings[0]).command
  }
}
