/// What a change altered, as the log keeps it; an empty text stands for nothing.
package struct Alteration: Sendable, Equatable {
  /// Such as `name`, `privacy` or `tasks.sort`.
  package let field: String
  /// A name as people see it, a word such as `hidden`, the key of a person, or milliseconds.
  package let before: String
  package let after: String

  package init(_ field: String, from before: String, to after: String) {
    self.field = field
    self.before = before
    self.after = after
  }
}

extension Group {
  /// What is different in `other`, in the order in which a card shows it.
  package func alterations(to other: Group) -> [Alteration] {
    var found: [Alteration] = []
    func compare(_ field: String, _ text: (Group) -> String) {
      let (before, after) = (text(self), text(other))
      if before != after { found.append(Alteration(field, from: before, to: after)) }
    }
    compare("name") { $0.name.text }
    compare("description") { $0.description }
    compare("tags") { $0.tags.map(\.text).joined(separator: ", ") }
    compare("kind") { $0.kind.rawValue }
    compare("privacy") { $0.privacy.rawValue }
    compare("from") { $0.dates.from.map { "\($0.milliseconds)" } ?? "" }
    compare("until") { $0.dates.until.map { "\($0.milliseconds)" } ?? "" }
    compare("inviters") { $0.settings.inviters.rawValue }
    compare("posters") { $0.settings.posters.rawValue }
    for operation in FeatureOperation.allCases {
      compare(operation.rawValue) { $0.settings.levels[operation]?.rawValue ?? "" }
    }
    return found
  }
}

extension Group {
  /// The group as it was before these alterations; what no group has is passed over.
  package func before(_ alterations: [Alteration], folding: any Folding) -> Group {
    var group = self
    for alteration in alterations {
      let text = alteration.before
      let moment = Int64(text).map { Moment(milliseconds: $0) }
      switch alteration.field {
      case "name": group.name = GroupName(stored: text, folded: folding.folded(text))
      case "description": group.description = text
      case "tags": group.tags = GroupTag.list(in: text, folding: folding)
      case "kind": group.kind = Kind(rawValue: text) ?? kind
      case "privacy": group.privacy = Privacy(rawValue: text) ?? privacy
      case "from": group.dates.from = moment
      case "until": group.dates.until = moment
      case "inviters": group.settings.inviters = Inviters(rawValue: text) ?? settings.inviters
      case "posters": group.settings.posters = Posters(rawValue: text) ?? settings.posters
      default:
        guard let operation = FeatureOperation(rawValue: alteration.field) else { continue }
        group.settings.levels[operation] = Level(rawValue: text)
      }
    }
    return group
  }
}
