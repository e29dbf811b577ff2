import Domain
import Permissions
import Storage

/// For whom of the people in a store a change of the policy changes something, and in which groups.
struct PeopleAffected {
  private let census: Census
  private let people: [PersonKey: Person]
  private var lines: [String] = []

  init(from old: Policy, to new: Policy, among census: Census) {
    self.census = census
    people = Dictionary(census.people.filter(\.isActive).map { ($0.key, $0) }) { $1 }
    for action in Action.allCases {
      let changes = ChangesOfAction(action, from: old, to: new)
      guard !changes.isEmpty else { continue }
      let found = action.needsGroup ? inGroups(changes) : everywhere(changes)
      for words in found.keys.sorted() {
        lines.append("\(action.rawValue): \(words)")
        lines += found[words, default: []].map { "  " + $0 }
      }
    }
  }

  var text: String {
    let head = "Among the \(people.count) people and \(census.groups.count) groups of the store:"
    return ([head] + (lines.isEmpty ? ["  Nothing changes for anybody."] : lines)).joined(separator: "\n")
  }

  /// By what changes: the groups, and in each of them the people.
  private func inGroups(_ changes: ChangesOfAction) -> [String: [String]] {
    var found: [String: [String]] = [:]
    let groups = census.groups.sorted { ($0.name.folded, $0.key.text) < ($1.name.folded, $1.key.text) }
    for group in groups {
      let circle = Circle(of: group, census.memberships[group.key] ?? [], people)
      for (words, who) in affected(circle.everybody, by: changes, in: circle) {
        found[words, default: []].append("\(group.kind.rawValue) \(group.name.text) (\(group.key)): \(who)")
      }
    }
    return found.mapValues { $0.map { TerminalMarkup().plain($0) } }
  }

  /// Where no group has a say: by what changes, the people.
  private func everywhere(_ changes: ChangesOfAction) -> [String: [String]] {
    let circle = Circle(of: nil, [], people)
    return affected(circle.everybody, by: changes, in: circle).mapValues { [TerminalMarkup().plain($0)] }
  }

  private func affected(
    _ everybody: [Circle.Asker], by changes: ChangesOfAction, in circle: Circle
  ) -> [String: String] {
    var names: [String: [String]] = [:]
    for asker in everybody {
      let ordinary = changes.words(for: asker, in: circle, admin: asker.isAdmin ? .off : .none)
      for words in ordinary { names[words, default: []].append(asker.name) }
      guard asker.isAdmin else { continue }
      for words in changes.words(for: asker, in: circle, admin: .on) where !ordinary.contains(words) {
        names[words, default: []].append(asker.name + " in Admin Mode")
      }
    }
    return names.mapValues { all in
      let more = all.count > Self.mostNames ? " and \(all.count - Self.mostNames) more" : ""
      return all.prefix(Self.mostNames).joined(separator: ", ") + more
    }
  }

  /// How many people of a group are named.
  private static let mostNames = 10
}
