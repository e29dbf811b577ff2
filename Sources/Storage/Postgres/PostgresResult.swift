import CPostgres

/// What the server answered to a statement; it has one owner and is freed when that is done with it.
@safe struct PostgresResult: ~Copyable {
  private let handle: OpaquePointer?

  /// - Parameter handle: `nil` when not even the library could make a result.
  init(_ handle: OpaquePointer?) { unsafe self.handle = handle }

  deinit { unsafe PQclear(handle) }

  var isGood: Bool {
    let status = unsafe PQresultStatus(handle)
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
  }

  /// The five signs by which SQL names what happened, such as `40001`; empty when it wasn't the server that failed.
  var state: String { unsafe Self.text(cpostgres_error_state(handle)) }

  /// The name of the constraint that was broken.
  var constraint: String { unsafe Self.text(cpostgres_error_constraint(handle)) }

  var rowCount: Int { unsafe Int(PQntuples(handle)) }

  /// How many rows were changed.
  var changeCount: Int { unsafe Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// What was done, such as `COMMIT`.
  var tag: String { unsafe String(cString: PQcmdStatus(handle)) }

  /// Hands out the rows in their order.
  func forEachRow(_ body: (PostgresRow) throws -> Void) rethrows {
    guard let handle = unsafe handle else { return }
    for index in 0..<rowCount { try body(unsafe PostgresRow(handle, Int32(index))) }
  }

  private static func text(_ field: UnsafePointer<CChar>?) -> String {
    unsafe field.map { unsafe String(cString: $0) } ?? ""
  }
}

/// A row of a result in the binary form, where numbers are big-endian and everything else is its bytes.
@safe struct PostgresRow: StoredRow {
  private let handle: OpaquePointer
  private let index: Int32

  init(_ handle: OpaquePointer, _ index: Int32) {
    unsafe self.handle = handle
    self.index = index
  }

  func isNull(_ column: Int) -> Bool { unsafe PQgetisnull(handle, index, Int32(column)) != 0 }

  /// Of two, four or eight bytes: SMALLINT, INTEGER and BIGINT.
  func integer(_ column: Int) -> Int64 {
    unsafe withBytes(column) { bytes in
      guard let first = unsafe bytes.first else { return 0 }
      return unsafe bytes.reduce(first < 128 ? 0 : -1) { $0 << 8 | Int64($1) }
    }
  }

  func text(_ column: Int) -> String { unsafe withBytes(column) { unsafe String(decoding: $0, as: UTF8.self) } }

  func bytes(_ column: Int) -> [UInt8] { unsafe withBytes(column) { unsafe Array($0) } }

  private func withBytes<Content>(_ column: Int, _ read: (UnsafeRawBufferPointer) -> Content) -> Content {
    let start = unsafe PQgetvalue(handle, index, Int32(column))
    let count = unsafe Int(PQgetlength(handle, index, Int32(column)))
    return unsafe read(UnsafeRawBufferPointer(start: start, count: count))
  }
}
