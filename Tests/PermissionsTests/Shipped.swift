import Configuration
import Domain
import Foundation
import Permissions

/// The policy that ships, read from its file once.
enum Shipped {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "../../bot-config/policy.yaml"
  ).standardized.path

  static let text = try? String(contentsOfFile: path, encoding: .utf8)

  static let file = Result { () throws(ConfigurationError) in
    try PolicyFile(path: path, displayName: "policy.yaml")
  }

  static var policy: Policy { get throws { try file.get().policy } }
}

extension Subject {
  static let somebody = Subject(actor: PersonKey("p1"), group: GroupKey("g1"), target: PersonKey("p2"))
}
