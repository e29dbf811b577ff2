import Commands
import Domain
import Engine
import TestSupport
import Wiring

/// The stores on which the whole bot keeps its promises.
enum Backend: String, CaseIterable {
  case sqlite, postgres

  /// The running test's own store, as `bot.yaml` names it.
  var location: String {
    get async throws {
      switch self {
      case .sqlite: "sqlite:\(TemporaryDirectory.path)/muster.db"
      case .postgres: try await PostgresServer.ownSpace()
      }
    }
  }
}

extension PortalStore {
  /// Opens the store of a bot that doesn't run, looks at it, and closes it.
  static func inspect<Value>(in directory: String, _ look: (any Store) async throws -> Value) async throws -> Value {
    let portal = try await open(Setup.read(RunningBot.configuration(in: directory), secrets: .notNeeded).settings)
    do {
      let value = try await look(portal.store)
      await portal.close()
      return value
    } catch {
      await portal.close()
      throw error
    }
  }
}

extension Reading {
  /// The first of the groups with this folded name, or of all, whoever may see them: at most three.
  func someGroups(named name: String? = nil) throws -> [Group] {
    try groups(
      GroupFilter(name: name.map { .whole($0) }), in: .everything(PersonKey("")), after: nil, limit: 3
    ).map(\.group)
  }
}
