import Commands
import Domain
import Engine

@testable import Permissions

extension Moment {
  static let newYear = Moment(seconds: 1_767_225_600)

  static func later(_ milliseconds: Int64) -> Moment { newYear + .milliseconds(milliseconds) }
}

extension PersonKey {
  static let ada = PersonKey("ada")
  static let bob = PersonKey("bob")
  static let eve = PersonKey("eve")
}

extension Person {
  static func named(_ key: PersonKey, isExternal: Bool = false) -> Person {
    Person(
      key: key, name: "\(key.text.capitalized()) “O'Hara” 🦊", handle: key.text,
      account: Account(connection: "slack", user: "U\(key.text)"), isExternal: isExternal)
  }
}

extension String {
  fileprivate func capitalized() -> String { prefix(1).uppercased() + dropFirst() }
}

extension Group {
  static func named(
    _ name: String, key: String, kind: Kind = .project, privacy: Privacy = .public, owner: PersonKey = .ada,
    tags: [String] = []
  ) -> Group {
    Group(
      key: GroupKey(key), kind: kind, name: GroupName(stored: name, folded: name.lowercased()),
      tags: tags.map { GroupTag(stored: $0, folded: $0) },
      privacy: privacy, owner: owner, created: .newYear)
  }
}

extension Permit {
  static func to(
    _ action: Action, _ group: String?, by actor: PersonKey = .ada, target: PersonKey? = nil,
    inAdminMode: Bool = false, joinsAs: Standing = .member
  ) -> Permit {
    Permit(
      action, Subject(actor: actor, group: group.map { GroupKey($0) }, target: target), row: "G12",
      inAdminMode: inAdminMode, condition: nil, seesGroup: true, joinsAs: joinsAs)
  }
}

extension Transaction {
  mutating func know(_ person: Person, at now: Moment) throws {
    try know(person, as: person.handle.lowercased(), at: now)
  }
}

extension Workspace {
  mutating func create(_ group: Group) throws {
    try apply(.create(group), by: .to(.create, group.key.text, by: group.owner), at: .newYear)
  }

  /// Makes somebody what `standing` says, with whatever permit that takes.
  mutating func set(_ person: PersonKey, _ standing: Standing, in group: String, at now: Moment = .newYear) throws {
    guard standing != .owner else {
      return try apply(.transfer(to: person), by: .to(.transfer, group, target: person), at: now)
    }
    let membership = Membership(
      person: person, standing: standing, inviter: standing == .invited ? .ada : nil, since: now)
    let permit: Permit =
      switch standing {
      case .owner, .moderator: .to(.promote, group, target: person)
      case .member: .to(.add, group, target: person)
      case .requester: .to(.join, group, by: person, joinsAs: .requester)
      case .invited: .to(.invite, group, target: person)
      case .banned: .to(.ban, group, target: person)
      case .none: .to(.remove, group, target: person)
      }
    try apply(.setMembership(membership), by: permit, at: now)
  }
}

extension Parcel {
  static func addressed(
    _ key: String, on connection: String = "slack", to address: String? = nil, created: Moment = .newYear,
    body: [UInt8] = [0, 1, 255]
  ) -> Parcel {
    Parcel(
      key: key, connection: connection, delivery: "d1", address: address ?? "https://hooks.example/\(key)", body: body,
      created: created, expires: created + .minutes(30), usesLeft: 5)
  }
}

extension DeliveryRecord {
  static func of(_ id: String, at moment: Moment = .newYear, outcome: String = "done") -> DeliveryRecord {
    DeliveryRecord(
      key: Key(connection: "slack", id: id), fingerprint: [1, 0, 255], at: moment, person: .ada, outcome: outcome,
      reply: [])
  }
}

/// What a test throws to see what becomes of it.
struct Stop: Error, Equatable {
  var number = 0
}
