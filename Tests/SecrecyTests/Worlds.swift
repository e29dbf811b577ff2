import Commands
import Domain
import Engine
import TestSupport
import Texts

@testable import Permissions

/// Two worlds that differ only in what some of those who talk to them may not know of.
struct Worlds: Sendable {
  let plain: World
  /// The same, with secrets.
  let secret: World
  let difference: Difference

  /// What one of the worlds has, and the other hasn't.
  enum Difference: CaseIterable, Sendable {
    /// Hidden groups, in which bystanders go on acting.
    case hiddenGroups
    /// People from outside, who share no group with an observer.
    case unseenPeople
    /// Everything of which somebody from outside is not a part: groups of each privacy, and people of each kind.
    case outside

    /// Who may not know of it.
    var observers: [Speaker] { self == .outside ? [.xenia] : Speaker.observers }
  }

  /// Says the beginning in both worlds, and the secrets in one of them.
  func begin(_ random: inout SeededRandom) async throws {
    for world in [plain, secret] { try await Self.begin(world) }
    switch difference {
    case .hiddenGroups: try await addHiddenGroups(&random)
    case .unseenPeople: try await addUnseenPeople()
    case .outside:
      try await addHiddenGroups(&random)
      try await addUnseenPeople()
      try await addOutside()
    }
  }

  /// What both have, too long ago to be undone: groups of each kind and privacy that some observers see, and one of which only few know.
  private static func begin(_ world: World) async throws {
    var script = Script(world, from: 1, minutes: 30)
    for speaker in [Speaker.xenia, .yuri, .zoe] { try await world.know(external: speaker, handle: speaker.name) }
    for speaker in Speaker.employees { try await script.says(speaker, "/muster help help") }
    try await script.says(.ann, "/project create Apollo --tags space --description To the moon --until 2027-06-30")
    try await script.says(.ann, "/project create Apollo 13 --privacy private --inviters staff")
    try await script.says(.ann, "/workgroup create Atlas")
    try await script.says(.ann, "/collab create Fair")
    try await script.says(.ann, "/collab create Guild --inviters owner")
    try await script.says(.ann, "/collab create Backroom --privacy hidden")
    try await script.says(.ann, "/project create Vault --privacy hidden")
    try await script.says(.bob, "/project create Artemis --privacy private")
    try await script.says(.bob, "/workgroup create Canteen --inviters owner")
    try await script.says(.bob, "/collab create Bazaar --privacy private")
    try await script.says(.eva, "/project create Site relaunch --tags web,site")
    try await script.says(.eva, "/project create Evening --privacy hidden")
    try await script.says(.max, "/workgroup create Choir --privacy private")
    try await script.says(.max, "/project create Matrix")
    try await script.says(.adam, "/project create Audit --privacy private")
    try await script.says(.rem, "/project create Zebra")
    // More than a page.
    for number in 1...25 { try await script.says(.cyd, "/workgroup create Team \(number)") }
    for speaker in [Speaker.eva, .max, .rem, .bob] { try await script.says(speaker, "/project join Apollo") }
    for speaker in [Speaker.ann, .max, .rem] { try await script.says(speaker, "/project join Site relaunch") }
    try await script.says(.eva, "/project promote @max in Site relaunch")
    try await script.says(.eva, "/workgroup join Choir")
    try await script.says(.adam, "/project join Artemis")
    for group in ["Fair", "Guild"] { try await script.says(.eva, "/collab join \(group)") }
    try await script.says(.bob, "/project invite @eva @rem to Artemis")
    try await script.says(.ann, "/project invite @max @adam to Apollo 13")
    try await script.says(.eva, "/project invite @rem to Evening --message Come")
    try await script.says(.ann, "/workgroup archive Atlas")
    try await script.says(.max, "/project pin Apollo")
    for (speaker, group) in [(Speaker.xenia, "Fair"), (.yuri, "Fair"), (.zoe, "Bazaar"), (.xenia, "Backroom")] {
      try await world.letIn(speaker, to: world.group(group))
    }
    try await world.add(task: "Write the brief", for: .eva, to: world.group("Apollo"))
    try await world.add(task: "Paint it", for: .max, to: world.group("Site relaunch"))
  }
}

// MARK: - Secrets

extension Worlds {
  /// Groups that no observer may know of, though rem once had to do with some.
  private func addHiddenGroups(_ random: inout SeededRandom) async throws {
    var script = Script(secret, from: Secrets.firstNumber, minutes: 3)
    for group in Secrets.groups.shuffled(using: &random).prefix(Secrets.groups.count - 4) {
      try await script.says(group.owner, "/\(group.kind) create \(group.name) --privacy hidden --tags space,web")
    }
    let known = Set(try await plain.groups().map(\.key))
    let groups = try await secret.groups().filter { !known.contains($0.key) }
    for group in groups.prefix(8) {
      let owner = try await secret.speaker(group.owner)
      let guest = Speaker.bystanders.filter { $0 != owner }.randomElement(using: &random) ?? .ann
      try await script.says(owner, "/group invite @\(guest.name) to \(group.key)")
      try await script.says(guest, "/group accept \(group.key)")
      try await secret.add(task: "Secret of \(group.name.text)", for: owner, to: group)
    }
    if let archived = groups.randomElement(using: &random) {
      try await script.says(try await secret.speaker(archived.owner), "/group archive \(archived.key)")
    }
    try await addPast(&script)
  }

  /// What rem once had to do with, the last of it a moment ago.
  private func addPast(_ script: inout Script) async throws {
    for name in ["Pinned", "Uninvited", "Asked", "Banned", "Past"] {
      try await script.says(.bob, "/project create \(name) --privacy \(name == "Asked" ? "private" : "hidden")")
    }
    try await script.says(.rem, "/project join Asked")
    try await script.says(.rem, "/project pin Asked")
    try await script.says(.bob, "/project privacy Asked to hidden")
    for name in ["Pinned", "Uninvited", "Banned", "Past"] {
      try await script.says(.bob, "/project invite @rem to \(name)")
    }
    try await script.says(.bob, "/project revoke @rem from Uninvited")
    try await script.says(.rem, "/project accept Pinned")
    try await script.says(.rem, "/project pin Pinned")
    try await script.says(.rem, "/project archive Pinned")
    try await script.says(.rem, "/project accept Banned")
    try await script.says(.rem, "/project accept Past")
    try await script.says(.bob, "/project remove @rem from Pinned")
    try await script.says(.bob, "/project ban @rem in Banned")
    try await script.says(.bob, "/project remove @rem from Past")
  }

  /// People from outside, also with the handles of others: banned from a group that observers are in, invited to one where
  /// they don't invite, in none, or in one of which no observer knows.
  private func addUnseenPeople() async throws {
    for (number, handle) in Secrets.handles.enumerated() {
      let speaker = Speaker(name: "ghost\(number)", connection: number.isMultiple(of: 2) ? "slack" : "mattermost")
      try await secret.know(external: speaker, handle: handle)
      switch number {
      case 0: try await secret.letIn(speaker, to: secret.group("Fair"), as: .banned)
      case 1: try await secret.letIn(speaker, to: secret.group("Guild"), as: .invited)
      case 2: break
      default: try await secret.letIn(speaker, to: secret.group("Vault"))
      }
    }
  }

  /// Employees, and groups that every employee sees.
  private func addOutside() async throws {
    var script = Script(secret, from: 2 * Secrets.firstNumber, minutes: 20)
    for name in ["nina", "paul"] {
      try await script.says(Speaker(name: name, connection: "slack"), "/project create Apollo of \(name)")
      try await script.says(Speaker(name: name, connection: "slack"), "/collab create Fair \(name) --privacy private")
    }
    try await script.says(.bob, "/collab create Fair")
  }
}

/// The names of what one of the worlds has: the same as, longer and shorter than, and before and behind those of the other.
enum Secrets {
  static let groups: [(name: String, kind: String, owner: Speaker)] = [
    ("Apollo", "project", .ann), ("Apollo landing", "project", .bob), ("Ap", "workgroup", .cyd),
    ("Zeus", "project", .bob),
    ("Zeus archive", "collab", .ann), ("Artemis dark", "project", .bob), ("Site", "workgroup", .cyd),
    ("Site relaunch", "project", .bob), ("Eva", "project", .ann), ("Team 0", "workgroup", .cyd),
    ("Team 3 in secret", "workgroup", .cyd), ("Team 99", "project", .ann), ("Aaa", "project", .bob),
    ("Fair play", "collab", .bob), ("Choir", "workgroup", .ann), ("Canteen closes", "collab", .cyd),
  ]

  static let past = ["Pinned", "Uninvited", "Asked", "Banned", "Past"]
  static let handles = ["ghost", "bob", "yuri", "xenia", "eva"]

  /// The deliveries that are of one world alone.
  static let firstNumber = 1_000_000
}
