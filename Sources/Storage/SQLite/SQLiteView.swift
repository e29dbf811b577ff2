package import Engine

/// What another process has committed to its SQLite file, read without taking part in it.
package enum SQLiteView {
  /// Runs `body` on what is committed now; the file is let go afterwards.
  package static func snapshot<Value: Sendable>(
    path: String, portal: String, _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    let reader = SQLiteReader(number: 0, portal: portal)
    try await reader.open(path: path)
    do {
      let value = try await reader.snapshot(body)
      await reader.close()
      return value
    } catch {
      await reader.close()
      throw error
    }
  }
}
