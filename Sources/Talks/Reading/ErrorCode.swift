/// The codes of what the command language can't read or the bot can't do, as they follow `error` in a talk.
enum ErrorCode {
  static let all = [
    "changed-since", "contradiction", "control-character", "date", "dates-reversed", "doubled-option", "empty", "final",
    "idle-setting", "locked", "not-a-choice", "not-a-number", "not-empty", "nothing-to-undo", "one-person",
    "over-limit", "over-number", "overheard", "own-account", "rejected-lately", "stranger", "time-zone", "too-long",
    "too-many-marks", "too-many-people", "too-much", "unexpected-value", "unknown-code", "unknown-option",
    "unknown-root", "unknown-verb",
  ]
}
