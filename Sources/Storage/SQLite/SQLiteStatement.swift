import CSQLite
import Engine

/// A prepared statement; its connection keeps it for as long as itself, and nobody else has it.
@safe final class SQLiteStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let sql: StaticString
  /// SQLite's positions of `$1`, `$2` and so on: it numbers them by first appearance.
  private let positions: [Int32]

  /// - Parameter isExplained: whether it tells how it would be carried out, instead of doing it.
  init(_ sql: StaticString, on connection: OpaquePointer, isExplained: Bool = false) throws(StoreFault) {
    let text = isExplained ? "EXPLAIN QUERY PLAN \(sql)" : "\(sql)"
    var prepared: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let handle = unsafe prepared else {
      throw unsafe StoreFault(sqlite: code, from: connection, while: "preparing “\(sql)”")
    }
    unsafe self.handle = handle
    unsafe self.connection = connection
    self.sql = sql
    let count = unsafe sqlite3_bind_parameter_count(handle)
    positions = count == 0 ? [] : (1...count).map { unsafe sqlite3_bind_parameter_index(handle, "$\($0)") }
    precondition(!positions.contains(0), "a statement numbers its parameters without a gap")
  }

  deinit { unsafe sqlite3_finalize(handle) }

  var parameterCount: Int { positions.count }

  /// Runs it to its end, and tells how many rows it changed.
  func run(_ values: [Value], each: (SQLiteRow) throws -> Void) throws -> Int {
    precondition(values.count == positions.count, "a statement takes as many values as it has parameters")
    for (position, value) in zip(positions, values) { try bind(value, at: position) }
    defer { unsafe sqlite3_reset(handle) }
    while true {
      let code = unsafe sqlite3_step(handle)
      switch code {
      case SQLITE_ROW: try each(unsafe SQLiteRow(handle))
      case SQLITE_DONE: return unsafe Int(sqlite3_changes(connection))
      default: throw unsafe StoreFault(sqlite: code, from: connection, while: "running “\(sql)”")
      }
    }
  }

  private func bind(_ value: Value, at position: Int32) throws(StoreFault) {
    let code =
      switch value {
      case .null: unsafe sqlite3_bind_null(handle, position)
      case .integer(let number): unsafe sqlite3_bind_int64(handle, position, number)
      case .text(let text): try bind(text, at: position)
      case .bytes(let bytes):
        unsafe bytes.withUnsafeBytes {
          unsafe csqlite_bind_bytes(handle, position, $0.baseAddress, Int32($0.count))
        }
      }
    guard code == SQLITE_OK else {
      throw unsafe StoreFault(sqlite: code, from: connection, while: "binding values for “\(sql)”")
    }
  }

  private func bind(_ text: String, at position: Int32) throws(StoreFault) -> Int32 {
    var text = text
    let code: Int32? = text.withUTF8 { utf8 in
      guard unsafe !utf8.contains(0) else { return nil }
      let start = unsafe UnsafeRawPointer(utf8.baseAddress)?.assumingMemoryBound(to: CChar.self)
      // A null pointer would bind NULL, which is not the empty text.
      guard let start = unsafe start else { return unsafe csqlite_bind_text(handle, position, "", 0) }
      return unsafe csqlite_bind_text(handle, position, start, Int32(utf8.count))
    }
    guard let code else { throw .nul }
    return code
  }
}

/// The row at which a statement stands.
@safe struct SQLiteRow: StoredRow {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { unsafe self.handle = handle }

  func isNull(_ column: Int) -> Bool { unsafe sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

  func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(handle, Int32(column)) }

  func text(_ column: Int) -> String {
    guard let start = unsafe sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, Int32(column)) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(handle, Int32(column)))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
