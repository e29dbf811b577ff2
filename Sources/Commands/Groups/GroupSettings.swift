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
    reference = try GroupReference(&arguments)
  }

  private var isReading: Bool { inviters == nil && posters == nil && levels.isEmpty }

  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    let found = try reference.find(in: workspace, during: turn, toChange: !isReading)
    let group = found.group
    guard !isReading else {
      _ = try found.permit(.seeSettings, during: turn)
      return Reply(
        [.paragraph(group.phrase("settings.title"))] + fields(of: group, turn)
          + [.paragraph(Phrase("settings.next", ["command": group.command("settings", then: "--inviters staff")]))])
    }
    let permit = try found.permit(.settings, during: turn)
    try check(against: group, turn.policy)
    var changed = group
    changed.settings.inviters = inviters ?? group.settings.inviters
    changed.settings.posters = posters ?? group.settings.posters
    changed.settings.levels.merge(levels) { $1 }
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

  /// - Throws: ``Refusal`` for what would let in nobody more than something narrower does, so that no setting promises
  ///   more than the rules keep.
  private func check(against group: Group, _ policy: Policy) throws {
    // Everyone means the members of a hidden group: that is judged by what it would be in a private one.
    let privacies: Choice<Privacy> = group.privacy == .hidden ? [.private, .hidden] : [group.privacy]
    var idle: [IdleSetting] = []
    for (setting, value) in given {
      let reaches = policy.reaches(of: setting, in: [group.kind], privacies)
      let choices = reaches.filter(\.isReal).map(\.value)
      guard let reach = reaches.first(where: { $0.value == value }), let widest = choices.last else {
        throw Refusal.usage(.notAChoice(.option(setting.name), value: value, choices: choices))
      }
      if !reach.isReal { idle.append(IdleSetting(setting: setting, reach: reach, widest: widest)) }
    }
    guard idle.isEmpty else { throw Refusal.idle(idle, group) }
  }

  /// What holds by the rules, which may be less than what was set under others.
  private func fields(of group: Group, _ turn: Turn) -> [Reply.Block] {
    [
      .fields(
        Setting.allCases.map { setting in
          let value = turn.policy.value(of: setting, in: group)
          let reaches = turn.policy.reaches(of: setting, in: [group.kind], [group.privacy])
          let effect = reaches.first { $0.value == value }?.effect ?? value
          let level = Phrase.Argument.phrase(Phrase("level.\(effect)"))
          return Reply.Field(
            Phrase("settings.name", ["name": .command(setting.name)]),
            effect == value
              ? Phrase("show.value", ["value": level])
              : Phrase("settings.idle", ["value": level, "set": .command(value)]))
        })
    ]
  }
}

extension Policy {
  /// What a group has set, or what holds where it has set nothing.
  fileprivate func value(of setting: Setting, in group: Group) -> String {
    switch setting {
    case .inviters: group.settings.inviters.rawValue
    case .posters: group.settings.posters.rawValue
    case .level(let operation): level(of: operation, in: group.privacy, group.settings).rawValue
    }
  }
}
