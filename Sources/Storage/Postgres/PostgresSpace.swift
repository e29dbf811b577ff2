import Domain
import Engine

/// A schema of its own in a database, for stores that nobody keeps.
package actor PostgresSpace {
  private let executor = QueueExecutor(label: "muster.postgres.space")
  private let database: Secret
  private let name: String

  package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - database: a `postgresql://` URI or libpq's string of keywords.
  ///   - name: small letters, digits and `_`.
  package init(_ database: String, name: String) {
    precondition(name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "z") ~= $0 })
    self.database = Secret(database)
    self.name = name
  }

  /// The address of the schema, for ``PostgresStore``; of two options libpq takes the last.
  package nonisolated var address: String {
    let address = String(decoding: database.bytes, as: UTF8.self)
    guard address.hasPrefix("postgres") else { return "\(address) options='-c search_path=\(name)'" }
    return "\(address)\(address.contains("?") ? "&" : "?")options=-csearch_path%3D\(name)"
  }

  package func make() throws { try run("CREATE SCHEMA \(name)") }

  /// Removes it with everything in it.
  package func remove() throws { try run("DROP SCHEMA \(name) CASCADE") }

  private func run(_ script: String) throws {
    try PostgresConnection(String(decoding: database.bytes, as: UTF8.self)).runScript(script)
  }
}
