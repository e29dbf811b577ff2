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

  /// The policy that ships with one rule written otherwise.
  static func policy(_ row: Row, _ change: (inout Rule) -> Void) throws -> Policy {
    let file = try file.get()
    var rules = file.policy.rules
    rules.change(row, change)
    return try Policy(rules: rules, gaps: file.gaps)
  }
}

extension [Rule] {
  mutating func change(_ row: Row, _ change: (inout Rule) -> Void) {
    for index in indices where self[index].row == row { change(&self[index]) }
  }
}

extension Subject {
  static let somebody = Subject(actor: PersonKey("p1"), group: GroupKey("g1"), target: PersonKey("p2"))
}
