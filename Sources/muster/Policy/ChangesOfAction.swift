import Domain
import Permissions

/// What of one action changes: for whom, where, and about whom.
struct ChangesOfAction {
  private let action: Action
  private let asked: Choice<Fact>
  private var targets: [Spot: [String: Set<Target>]] = [:]

  var isEmpty: Bool { targets.isEmpty }

  /// Who asks, and in which group, as far as the action asks for it.
  private struct Spot: Hashable {
    let kin: Circle.Kin
    let admin: AdminState
    let kind: Kind?
    let privacy: Privacy?
    let isArchived: Bool?
    let openToExternals: Bool?
    let inviters: Inviters?
    let posters: Posters?
    let level: Level?
    let editLevel: Level?

    init(_ kin: Circle.Kin, _ admin: AdminState, _ group: Facts.GroupFacts?, asked: Choice<Fact>) {
      self.kin = kin
      self.admin = admin
      kind = asked.contains(.kind) ? group?.kind : nil
      privacy = asked.contains(.privacy) ? group?.privacy : nil
      isArchived = asked.contains(.archived) ? group?.isArchived : nil
      openToExternals = asked.contains(.openToExternals) ? group?.openToExternals : nil
      inviters = asked.contains(.inviters) ? group?.inviters : nil
      posters = asked.contains(.posters) ? group?.posters : nil
      level = asked.contains(.level) ? group?.level : nil
      editLevel = asked.contains(.editLevel) ? group?.editLevel : nil
    }
  }

  private enum Target: Hashable {
    case nobody, oneself
    case other(Circle.Kin)
  }

  init(_ action: Action, from old: Policy, to new: Policy) {
    self.action = action
    asked = action.facts
    let isAboutSomebodyThere = asked.contains(.targetStanding)
    PolicyDifference.visit(old, new, of: action) { facts, one, other in
      let kin = Circle.Kin(standing: facts.actor.standing, isExternal: facts.actor.isExternal)
      var target = Target.nobody
      if isAboutSomebodyThere, let person = facts.target {
        let other = Circle.Kin(standing: person.standing, isExternal: person.isExternal)
        target = person.isOneself ? .oneself : .other(other)
      }
      targets[Spot(kin, facts.actor.admin, facts.group, asked: asked), default: [:]][
        one.change(to: other), default: []
      ].insert(target)
    }
  }

  /// What changes for the asker in the group, in words.
  func words(for asker: Circle.Asker, in circle: Circle, admin: AdminState) -> [String] {
    let group = circle.group.map { group in
      Facts.GroupFacts(
        kind: group.kind, privacy: group.privacy, isArchived: group.archived != nil,
        openToExternals: group.settings.openToExternals, inviters: group.settings.inviters,
        posters: group.settings.posters, level: action.operation.flatMap { group.settings.levels[$0] },
        editLevel: group.settings.levels[.editTasks])
    }
    var found: [String] = []
    for kind in group == nil ? Kind.allCases.map(Optional.some) : [nil] {
      var group = group
      if let kind { group = Facts.GroupFacts(kind: kind, privacy: .public) }
      let changes = targets[Spot(asker.kin, admin, group, asked: asked)] ?? [:]
      for (words, targets) in changes where !found.contains(words) {
        let isPossible = targets.contains { target in
          switch target {
          case .nobody, .oneself: true
          case .other(let kin): circle.has(kin, besides: asker)
          }
        }
        if isPossible { found.append(words) }
      }
    }
    return found
  }
}
