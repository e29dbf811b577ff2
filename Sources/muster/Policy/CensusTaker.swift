import Configuration
import Domain
import Storage

/// Reads who is in the store that the command line names, without writing to it.
struct CensusTaker {
  private let location: StoreLocation
  private let portal: String?

  /// - Parameter text: `sqlite:FILE`, the path of a SQLite file, or a PostgreSQL URL.
  init(_ text: String, portal: String?) {
    self.portal = portal
    location =
      if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
        .postgresql(url: Secret(text))
      } else {
        .sqlite(path: text.hasPrefix("sqlite:") ? String(text.dropFirst("sqlite:".count)) : text)
      }
  }

  func census() throws -> Census {
    switch location {
    case .sqlite(let path): try Census.take(sqlite: path, portal: portal)
    case .postgresql(let url): try Census.take(postgresql: url, portal: portal)
    }
  }
}
