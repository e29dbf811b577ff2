import CSQLite
import Engine

/// A prepared statement; its connection keeps it for as long as itself, and nobody else has it.
@safe final class SQLiteStatement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let sql: StaticString
  /// SQLite's positions of `$1`, `$2` and so on: it numbers them by first appearance.
  private let positions: [Int32]
  private var scratch: [UInt8] = []

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
    // All bytes stand in one buffer while the statement runs, so that none of them is copied by SQLite.
    scratch.removeAll(keepingCapacity: true)
    for value in values { try append(value) }
    return try unsafe scratch.withUnsafeBytes { bytes in
      defer { unsafe sqlite3_reset(handle) }
      try unsafe bind(values, in: bytes)
      return try step(each)
    }
  }

  private func step(_ each: (SQLiteRow) throws -> Void) throws -> Int {
    while true {
      let code = unsafe sqlite3_step(handle)
      switch code {
      case SQLITE_ROW: try each(unsafe SQLiteRow(handle))
      case SQLITE_DONE: return unsafe Int(sqlite3_changes(connection))
      default: throw unsafe StoreFault(sqlite: code, from: connection, while: "running “\(sql)”")
      }
    }
  }

  private func append(_ value: Value) throws(StoreFault) {
    switch value {
    case .null, .integer: break
    case .text(let text):
      let start = scratch.count
      scratch.append(contentsOf: text.utf8)
      guard !scratch[start...].contains(0) else { throw .nul }
    case .bytes(let bytes): scratch.append(contentsOf: bytes)
    }
    // Even an empty text has an address: a null pointer would bind NULL, which is something else.
    scratch.append(0)
  }

  private func bind(_ values: [Value], in bytes: UnsafeRawBufferPointer) throws(StoreFault) {
    var offset = 0
    for (position, value) in zip(positions, values) {
      let code: Int32
      switch value {
      case .null: code = unsafe sqlite3_bind_null(handle, position)
      case .integer(let number): code = unsafe sqlite3_bind_int64(handle, position, number)
      case .text(let text):
        code = unsafe csqlite_bind_text(
          handle, position, bytes.baseAddress.map { unsafe $0 + offset }, Int32(text.utf8.count))
        offset += text.utf8.count
      case .bytes(let blob):
        code = unsafe csqlite_bind_bytes(
          handle, position, bytes.baseAddress.map { unsafe $0 + offset }, Int32(blob.count))
        offset += blob.count
      }
      offset += 1
      guard code == SQLITE_OK else {
        throw unsafe StoreFault(sqlite: code, from: connection, while: "binding values for “\(sql)”")
      }
    }
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
