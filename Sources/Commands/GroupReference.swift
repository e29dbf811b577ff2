import CommandLanguage
import Domain
import Permissions

/// A group as somebody names it: by its key, its whole name, or the start of it.
package struct GroupReference: Sendable, Equatable {
  let typed: String
  /// The command, to repeat it with the group that is meant; `nil` where no text named one.
  let command: TypedCommand?

  init(typed: String, in command: TypedCommand? = nil) {
    self.typed = typed
    self.command = command
  }

  /// Reads the group from its slot.
  init(_ arguments: inout Arguments) throws(UsageError) {
    self.init(typed: try arguments.text("group"), in: arguments.typed)
  }

  /// Reads the group from its slot, which may be left out.
  init?(ifGivenIn arguments: inout Arguments) throws(UsageError) {
    guard let typed = try arguments.optionalText("group") else { return nil }
    self.init(typed: typed, in: arguments.typed)
  }

  /// The group that is meant, among those whose card the actor may see.
  ///
  /// A key beats a whole name, and a whole name beats the start of one.
  /// - Parameter toChange: a changing command takes the start of a name only from three letters.
  /// - Throws: ``Refusal`` when none or several match, or it is of another kind than the root says.
  func find(in reading: some Reading, during turn: Turn, toChange: Bool) throws -> Found {
    let folded = turn.folding.folded(typed)
    // What nobody sees names nothing; as the start of a name it would fit all of them.
    guard !folded.isEmpty else { throw Refusal.notFound(self) }
    if let found = try byKey(folded, in: reading, during: turn) { return try fitting([found], turn) }
    let named = try visible(.whole(folded), in: reading, during: turn)
    if !named.isEmpty { return try fitting(named, turn) }
    let started = try visible(.start(folded), in: reading, during: turn)
    guard !started.isEmpty else { throw Refusal.notFound(self) }
    guard !toChange || folded.count >= 3 else { throw Refusal.tooShort(typed: typed) }
    return try fitting(started, turn)
  }

  private func byKey(_ folded: String, in reading: some Reading, during turn: Turn) throws -> Found? {
    guard folded.utf8.count == KeySource.groupKeyLength, let group = try reading.group(GroupKey(folded)) else {
      return nil
    }
    let found = Found(try reading.related(group, to: turn.actor.key), by: self)
    return found.isVisible(to: turn) ? found : nil
  }

  private func visible(
    _ name: NameMatch, in reading: some Reading, during turn: Turn
  ) throws -> [Found] {
    // Kinds are told apart later, so that the other kind can be named.
    try reading.groups(
      GroupFilter(name: name), during: turn, atMost: Self.maximumMatches, batch: Self.maximumMatches,
      as: { Found($0, by: self) }, where: { $0.isVisible(to: turn) })
  }

  private func fitting(_ found: [Found], _ turn: Turn) throws(Refusal) -> Found {
    let fitting = turn.kind.map { kind in found.filter { $0.group.kind == kind } } ?? found
    if fitting.count == 1, let only = fitting.first { return only }
    if fitting.isEmpty {
      if found.count == 1, let other = found.first { throw .wrongKind(self, other.group) }
      throw ambiguous(found)
    }
    throw ambiguous(fitting)
  }

  private func ambiguous(_ found: [Found]) -> Refusal {
    .ambiguous(
      self, among: found.prefix(Self.maximumChoices).map(\.group), hasMore: found.count > Self.maximumChoices)
  }

  private static let maximumMatches = 50
  private static let maximumChoices = 5
}

/// A group that the actor may see, with what the actor is to it.
struct Found: Sendable {
  let group: Group
  let membership: Membership?
  /// How the sender named it; a reply that may not name the group repeats this.
  let reference: GroupReference

  init(_ related: Related, by reference: GroupReference) {
    group = related.group
    membership = related.membership
    self.reference = reference
  }

  /// - Parameter typed: What a reply that may not name the group calls it.
  init(_ related: Related, typed: String) { self.init(related, by: GroupReference(typed: typed)) }

  var standing: Standing { membership?.standing ?? .none }

  func isVisible(to turn: Turn) -> Bool { allows(.show, during: turn) }

  /// Whether the action may happen, where everybody who reads the reply may know of the group.
  func allows(_ action: Action, during turn: Turn) -> Bool {
    guard isForRoom(action, of: turn) else { return false }
    return decide(action, during: turn).isAllowed
  }

  /// What is decided of the action in general, whoever it is about.
  ///
  /// Whoever may bring in employees or guests may invite to a collab: the former are added to it, the latter invited.
  func decide(
    _ action: Action, during turn: Turn, preconditions: Facts.Preconditions = Facts.Preconditions()
  ) -> Decision {
    func decision(_ action: Action, about target: Facts.Target? = nil) -> Decision {
      var facts = facts(to: action, during: turn)
      (facts.target, facts.preconditions) = (target, preconditions)
      return turn.policy.decide(action, by: facts, about: turn.subject(group.key))
    }
    guard action == .invite, group.kind == .collab else { return decision(action) }
    let adding = decision(.add)
    if adding.isAllowed { return adding }
    return decision(.invite, about: Facts.Target(standing: .none, isExternal: true))
  }

  /// Whether everybody who reads the reply may read what the action shows: where others read along, only what every
  /// employee may read.
  private func isForRoom(_ action: Action, of turn: Turn) -> Bool {
    guard turn.isOverheard else { return true }
    guard group.privacy == .public else { return false }
    guard action.shows else { return true }
    var facts = facts(to: action, during: turn)
    facts.actor = Facts.Actor()
    return turn.policy.decide(action, by: facts, about: turn.subject(group.key)).isAllowed
  }

  /// The facts about the actor and this group.
  func facts(to action: Action, during turn: Turn) -> Facts {
    Facts(
      actor: turn.facts(standing: standing),
      group: Facts.GroupFacts(
        kind: group.kind, privacy: group.privacy, isArchived: group.archived != nil,
        openToExternals: group.settings.openToExternals, inviters: group.settings.inviters,
        posters: group.settings.posters, level: action.operation.flatMap { group.settings.levels[$0] },
        editLevel: group.settings.levels[.editTasks]))
  }

  /// Whether the action may happen, and if so the permit for it.
  ///
  /// - Throws: ``Denied``, ``Refusal/notFound(_:near:)`` where the group may not be known, or ``Refusal/overheard(_:)``
  ///   where others would read what is not for all of them.
  func permit(
    _ action: Action, during turn: Turn, preconditions: Facts.Preconditions = Facts.Preconditions()
  ) throws -> Permit {
    switch decide(action, during: turn, preconditions: preconditions) {
    case .allow(let permit):
      guard isForRoom(action, of: turn) else { throw Refusal.overheard(group) }
      return permit
    case .deny(let denial):
      if denial.question == .visible { throw Refusal.notFound(reference) }
      throw Denied(denial: denial, group: group)
    }
  }
}

extension Action {
  /// Whether it shows something of a group, and changes nothing.
  fileprivate var shows: Bool {
    switch self {
    case .show, .members, .pending, .seeSettings, .readPosts, .seeTasks, .seeOwnTask, .seeFiles, .progress, .log: true
    default: false
    }
  }
}

extension Turn {
  func subject(_ group: GroupKey?, target: PersonKey? = nil) -> Subject {
    Subject(actor: actor.key, group: group, target: target)
  }

  func facts(standing: Standing) -> Facts.Actor {
    Facts.Actor(
      isExternal: actor.isExternal, isActive: actor.isActive, admin: actor.admin(at: now), standing: standing)
  }
}
