import CommandLanguage
import Domain
import Permissions

/// `/project settings X`: who may invite, who may post, and who reaches which operation; without options it shows them.
struct GroupSettings: GroupCommand {
  static let usage = Usage(
    .groups, "settings", .group,
    options: Setting.allCases.map { .choice($0.name, $0.values(in: .all)) },
    examples: ["project settings Apollo", "project settings Apollo --inviters staff --tasks.create_tasks staff"])

  let reference: GroupReference
  let inviters: Inviters?
  let posters: Posters?
  let levels: [FeatureOperation: Level]

  init(_ arguments: inout Arguments) throws(UsageError) {
    inviters = try arguments.choice(of: "inviters", Inviters.self)
    posters = try arguments.choice(of: "posters", Posters.self)
    var levels: [FeatureOperation: Level] = [:]
    for operation in FeatureOperation.allCases {
      levels[operation] = try arguments.choice(of: operation.rawValue, Level.self)
    }
    self.levels = levels
    if let posters, let level = levels[.writePosts], posters != Posters(level) {
      throw .contradiction(Setting.posters.name, Setting.level(.writePosts).name)
    }
    reference = try GroupReference(&arguments)
  }

  private var isReading: Bool { inviters == nil && posters == nil && levels.isEmpty }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: !isReading)
    let group = found.group
    guard !isReading else {
      _ = try found.permit(.seeSettings, during: turn)
      let reply = Reply([.paragraph(group.phrase("settings.title"))] + fields(of: group, turn))
      guard found.allows(.settings, during: turn) else { return reply }
      let example = "--inviters \(group.settings.inviters == .staff ? Inviters.owner : .staff)"
      return Reply(
        reply.blocks + [.paragraph(Phrase("settings.next", ["command": group.command("settings", then: example)]))])
    }
    let permit = try found.permit(.settings, during: turn)
    try turn.policy.check(given, for: group)
    var changed = group
    set(&changed.settings)
    guard changed.settings != group.settings else {
      return Reply([.paragraph(group.phrase("settings.same"))] + fields(of: group, turn))
    }
    try workspace.apply(.setSettings(changed.settings), by: permit, at: turn.now)
    return Reply([.paragraph(group.phrase("settings.done"))] + fields(of: changed, turn))
  }

  /// What is to be set, and to what.
  private var given: [(setting: Setting, value: String)] {
    [inviters.map { (.inviters, $0.rawValue) }, posters.map { (.posters, $0.rawValue) }].compactMap(\.self)
      + FeatureOperation.allCases.compactMap { operation in
        levels[operation].map { (.level(operation), $0.rawValue) }
      }
  }

  private func set(_ settings: inout Group.Settings) {
    settings.inviters = inviters ?? settings.inviters
    settings.levels.merge(levels) { $1 }
    // Who may post is one thing with two names, so it is kept in one place.
    if let posters = posters ?? levels[.writePosts].map(Posters.init) {
      settings.posters = posters
      settings.levels[.writePosts] = nil
    }
  }

  private func fields(of group: Group, _ turn: Turn) -> [Reply.Block] {
    [
      .fields(
        Setting.allCases.map { setting in
          Reply.Field(
            Phrase("settings.name", ["name": .command(setting.name)]), turn.policy.phrase(of: setting, in: group))
        })
    ]
  }
}

extension Policy {
  /// What holds by the rules, which may be less than what was set under others.
  fileprivate func phrase(of setting: Setting, in group: Group) -> Phrase {
    let value = value(of: setting, in: group)
    let effect = effect(of: value, as: setting, in: [group.kind], [group.privacy])
    let level = Phrase.Argument.phrase(Phrase("level.\(effect)"))
    return effect == value || !group.settings.hasOwn(setting)
      ? Phrase("show.value", ["value": level])
      : Phrase("settings.idle", ["value": level, "set": .command(value)])
  }

  /// What a group has set, or what it comes with.
  private func value(of setting: Setting, in group: Group) -> String {
    func level(_ operation: FeatureOperation) -> Level { self.level(of: operation, in: group.privacy, group.settings) }
    return switch setting {
    case .inviters: group.settings.inviters.rawValue
    case .posters: Posters(level(.writePosts)).rawValue
    case .level(let operation): level(operation).rawValue
    }
  }
}

extension Group.Settings {
  /// Whether the group has set it otherwise than it came.
  fileprivate func hasOwn(_ setting: Setting) -> Bool {
    let original = Group.Settings()
    return switch setting {
    case .inviters: inviters != original.inviters
    case .posters, .level(.writePosts): posters != original.posters || levels[.writePosts] != nil
    case .level(let operation): levels[operation] != nil
    }
  }
}
