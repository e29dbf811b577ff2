import CommandLanguage
import Commands
import Domain
import Engine

// MARK: - What waits for Yes

extension Session {
  mutating func keep(_ command: PendingCommand, at now: Moment) throws {
    try link.run(
      "DELETE FROM pending_command WHERE portal = $1 AND person = $2 AND expires <= $3",
      [.text(portal), .text(command.person.text), .integer(now.milliseconds)])
    try link.run(
      """
      INSERT INTO pending_command (portal, person, code, connection, pieces, question, expires)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (portal, person, code) DO UPDATE SET connection = excluded.connection, pieces = excluded.pieces,
        question = excluded.question, expires = excluded.expires
      """,
      [
        .text(portal), .text(command.person.text), .text(command.code), .text(command.connection),
        .bytes(StoredPieces.bytes(of: command.pieces)), .text(command.question),
        .integer(command.expires.milliseconds),
      ])
  }

  mutating func takePendingCommand(_ code: String, of person: PersonKey, at now: Moment) throws -> PendingCommand? {
    let taken = try link.row(
      """
      DELETE FROM pending_command WHERE portal = $1 AND person = $2 AND code = $3
      RETURNING connection, pieces, question, expires
      """, [.text(portal), .text(person.text), .text(code)]
    ) { row in
      PendingCommand(
        code: code, person: person, connection: row.text(0), pieces: try StoredPieces.pieces(in: row.bytes(1)),
        question: row.text(2), expires: Moment(milliseconds: row.integer(3)))
    }
    return taken.flatMap { now < $0.expires ? $0 : nil }
  }

  mutating func takePendingCommands(of person: PersonKey, at now: Moment) throws -> Int {
    try link.rows(
      "DELETE FROM pending_command WHERE portal = $1 AND person = $2 RETURNING expires",
      [.text(portal), .text(person.text)]
    ) { Moment(milliseconds: $0.integer(0)) }.count { now < $0 }
  }

  mutating func forgetExpired(at now: Moment, limit: Int) throws -> Int {
    let values: [Value] = [.text(portal), .integer(now.milliseconds), .integer(limit)]
    return max(try link.run(Expired.questions, values), try link.run(Expired.codes, values))
  }
}

/// What is of no use any more.
enum Expired {
  static let questions: StaticString = """
    DELETE FROM pending_command WHERE portal = $1 AND (person, code) IN (
      SELECT person, code FROM pending_command WHERE portal = $1 AND expires <= $2 ORDER BY expires, person, code LIMIT $3)
    """
  static let codes: StaticString = """
    DELETE FROM link_code WHERE portal = $1 AND person IN (
      SELECT person FROM link_code WHERE portal = $1 AND expires <= $2 ORDER BY expires, person LIMIT $3)
    """
}

/// What was said, in one column: each part with its kind and its length before it.
enum StoredPieces {
  static func bytes(of pieces: [Piece]) -> [UInt8] {
    pieces.flatMap { piece in
      switch piece {
      case .text(let text): [typed] + Measured.bytes(text)
      case .mention(let user, let handle): [mention] + Measured.bytes(user) + Measured.bytes(handle)
      }
    }
  }

  /// - Throws: ``StoreFault`` when the bytes are none that were written so.
  static func pieces(in bytes: [UInt8]) throws(StoreFault) -> [Piece] {
    do throws(Measured.Unreadable) {
      var rest = bytes[...]
      var pieces: [Piece] = []
      while let kind = rest.popFirst() {
        switch kind {
        case typed: pieces.append(.text(try Measured.text(from: &rest)))
        case mention:
          pieces.append(.mention(user: try Measured.text(from: &rest), handle: try Measured.text(from: &rest)))
        default: throw Measured.Unreadable()
        }
      }
      return pieces
    } catch {
      throw StoreFault(code: "storage.pieces", operatorText: "a command that waits for Yes can't be read back")
    }
  }

  private static let typed = UInt8(ascii: "t")
  private static let mention = UInt8(ascii: "m")
}
