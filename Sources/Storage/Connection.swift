import Engine

/// One connection to an engine, as far as both are the same; it stays on the thread that owns it.
///
/// SQL is a `StaticString`, so no text from outside can become part of it.
protocol Connection: AnyObject {
  associatedtype Row: StoredRow

  static var dialect: Dialect { get }

  /// Runs a statement, which is prepared the first time and kept, and tells how many rows it changed.
  ///
  /// - Parameter values: for `$1`, `$2` and so on.
  /// - Throws: ``StoreFault``, and what `each` throws.
  @discardableResult
  func run(_ sql: StaticString, _ values: [Value], each: (Row) throws -> Void) throws -> Int

  /// How many rows were inserted, changed or deleted since the connection was opened.
  var rowsWritten: Int64 { get }

  /// Whether something was written that had to be undone alone, and there was no savepoint to go back to.
  ///
  /// What follows in the transaction is in vain: its owner undoes it all and starts again with savepoints.
  var needsSavepoint: Bool { get set }

  /// Runs a script of several statements that take no values, such as a schema step.
  func runScript(_ sql: String) throws
}

extension Connection {
  /// Runs a statement of which no rows are wanted.
  @discardableResult
  func run(_ sql: StaticString, _ values: [Value] = []) throws -> Int {
    try run(sql, values) { _ in }
  }

  /// The only row, or the first; `nil` when there is none.
  func row<Content>(_ sql: StaticString, _ values: [Value], _ read: (Row) throws -> Content) throws -> Content? {
    var found: Content?
    try run(sql, values) { row in
      if found == nil { found = try read(row) }
    }
    return found
  }

  /// All rows, in their order.
  func rows<Content>(_ sql: StaticString, _ values: [Value], _ read: (Row) throws -> Content) throws -> [Content] {
    var found: [Content] = []
    try run(sql, values) { found.append(try read($0)) }
    return found
  }
}

/// A row of a result, readable while it is handed out; columns count from 0.
protocol StoredRow {
  func isNull(_ column: Int) -> Bool
  func integer(_ column: Int) -> Int64
  func text(_ column: Int) -> String
  func bytes(_ column: Int) -> [UInt8]
}

extension StoredRow {
  func flag(_ column: Int) -> Bool { integer(column) != 0 }
  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  /// A word of a closed set, such as a standing.
  ///
  /// - Throws: ``StoreFault`` when the store holds a word that this program doesn't know.
  func word<Word: RawRepresentable<String>>(_ column: Int, _ kind: Word.Type = Word.self) throws -> Word {
    let stored = text(column)
    guard let word = Word(rawValue: stored) else {
      throw StoreFault(code: "storage.word", operatorText: "the store holds an unknown \(kind): “\(stored)”")
    }
    return word
  }
}

extension StaticString {
  /// What tells one statement of this program from another.
  ///
  /// Two literals of the same text may share it, and that does no harm.
  var identity: UInt { unsafe UInt(bitPattern: utf8Start) }
}
