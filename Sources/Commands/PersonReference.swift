import CommandLanguage
import Domain
import Permissions

/// A person as somebody names one: mentioned by the messenger's id, by a handle, or by an account such as `slack:U1`.
package struct PersonReference: Sendable, Equatable {
  let name: PersonName
  /// The command, to repeat it with the person who is meant; `nil` where no text named one.
  let command: TypedCommand?
  /// Whether others are named with the person, for whom nothing is done either where this one isn't found.
  let isOneOfSeveral: Bool

  init(_ name: PersonName, in command: TypedCommand? = nil, isOneOfSeveral: Bool = false) {
    self.name = name
    self.command = command
    self.isOneOfSeveral = isOneOfSeveral
  }

  /// Reads the person from its slot.
  init(_ arguments: inout Arguments) throws(UsageError) {
    self.init(try arguments.person(), in: arguments.typed)
  }

  /// Reads the person from an option; `nil` when it was not given.
  init?(_ arguments: inout Arguments, option: String) throws(UsageError) {
    guard let name = try arguments.person(of: option) else { return nil }
    self.init(name, in: arguments.typed)
  }

  /// Reads the people from their slot, at least one.
  static func list(_ arguments: inout Arguments) throws(UsageError) -> [PersonReference] {
    let command = arguments.typed
    return references(to: try arguments.people(), in: command)
  }

  /// Reads the people from an option; none when it was not given.
  static func list(_ arguments: inout Arguments, option: String) throws(UsageError) -> [PersonReference] {
    let command = arguments.typed
    return references(to: try arguments.people(of: option), in: command)
  }

  private static func references(to names: [PersonName], in command: TypedCommand) -> [PersonReference] {
    names.map { PersonReference($0, in: command, isOneOfSeveral: names.count > 1) }
  }

  /// The person who is meant, among those whom the actor may see; one who was never seen is known from now on.
  ///
  /// - Parameter group: The group that it is about: who is invited to it, has asked or is banned can be named by who
  ///   decides about that.
  /// - Throws: ``Refusal`` when nobody or several people have that name.
  func meet(in workspace: inout any Workspace, during turn: Turn, about group: Found? = nil) throws -> Person {
    let person = try find(in: workspace, during: turn, about: group)
    if try workspace.person(person.key) == nil {
      try workspace.meet(
        person.key, person.account, name: person.name, handle: person.handle,
        as: turn.folding.folded(person.handle), at: turn.now)
    }
    return person
  }

  /// As ``meet(in:during:about:)``, for who only reads.
  func find(in reading: some Reading, during turn: Turn, about group: Found? = nil) throws -> Person {
    let found = try candidates(in: reading, turn).filter { person in
      try turn.sees(person, in: reading, about: group)
    }
    guard let first = found.first else { throw Refusal.unknownPerson(self) }
    guard found.count == 1 else { throw Refusal.ambiguousPerson(self, among: Array(found.prefix(Self.maximumChoices))) }
    return first
  }

  private func candidates(in reading: some Reading, _ turn: Turn) throws -> [Person] {
    if let user = name.user {
      let account = Account(connection: turn.connection, user: user)
      return [try reading.person(account) ?? turn.newcomer(account, name.handle)].compactMap { $0 }
    }
    if let account = Account(typed: name.handle), let person = try reading.person(account) { return [person] }
    let handle = NameMatch.whole(turn.folding.folded(name.handle))
    return try [false, true].flatMap { isExternal in
      try reading.people(handled: handle, isExternal: isExternal, limit: Self.maximumMatches)
    }
  }

  /// How many people of one handle are told apart.
  private static let maximumMatches = 50
  private static let maximumChoices = 5
}

extension [PersonReference] {
  /// The people who are meant, each once, in the order in which they were named.
  func meet(in workspace: inout any Workspace, during turn: Turn, about group: Found? = nil) throws -> [Person] {
    var people: [Person] = []
    for reference in self {
      let person = try reference.meet(in: &workspace, during: turn, about: group)
      if !people.contains(where: { $0.key == person.key }) { people.append(person) }
    }
    return people
  }
}

extension Turn {
  /// Whether the actor may know of the person: employees know each other, anybody else only who shares a group.
  ///
  /// Who decides about a group's invitations, requests or bans also sees whom they are about. A room that reads along
  /// learns of nobody from outside.
  func sees(_ person: Person, in reading: some Reading, about group: Found? = nil) throws -> Bool {
    if person.key == actor.key { return true }
    if isOverheard, person.isExternal { return false }
    if actor.admin(at: now) == .on || !person.isExternal && !actor.isExternal { return true }
    if let group, let membership = try reading.membership(of: person.key, in: group.group.key),
      !membership.standing.isInside, group.reveals(membership, to: self)
    {
      return true
    }
    return try reading.shareGroup(
      person.isExternal ? person.key : actor.key, person.isExternal ? actor.key : person.key)
  }
}

extension Account {
  /// Reads `slack:U012AB3CD`, as the bot writes it.
  fileprivate init?(typed text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    self.init(connection: String(text[..<colon]), user: String(text[text.index(after: colon)...]))
  }
}
