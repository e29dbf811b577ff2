import CommandLanguage
import Domain
import Permissions

/// `/project settings X`: who may invite, who may post, and who reaches which operation; without options it shows them.
struct GroupSettings: GroupCommand {
  static let usage = Usage(
    .groups, "settings", .group,
    options: [
      .choice("inviters", Inviters.allCases.map { $0.rawValue }),
      .choice("posters", Posters.allCases.map { $0.rawValue }),
    ] + FeatureOperation.allCases.map { .choice($0.rawValue, Level.allCases.map { $0.rawValue }) },
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
    if inviters == .employees, group.kind != .collab {
      throw Refusal.usage(
        .notAChoice(.option("inviters"), value: "employees", choices: ["owner", "staff", "members"]))
    }
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

  private func fields(of group: Group, _ turn: Turn) -> [Reply.Block] {
    let settings = group.settings
    func field(_ name: String, _ value: String) -> Reply.Field {
      Reply.Field(
        Phrase("settings.name", ["name": .command(name)]),
        Phrase("show.value", ["value": .phrase(Phrase("level.\(value)"))]))
    }
    return [
      .fields(
        [field("inviters", settings.inviters.rawValue), field("posters", settings.posters.rawValue)]
          + FeatureOperation.allCases.map {
            field($0.rawValue, turn.policy.level(of: $0, in: group.privacy, settings).rawValue)
          })
    ]
  }
}
