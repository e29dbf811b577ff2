import Domain
package import Permissions

/// The policy file: the rules, where there are none, and what must hold of them.
package struct PolicyFile: Sendable {
  package let policy: Policy
  package let gaps: [Gap]
  package let invariants: Invariants

  /// Reads the policy at `path`, called `displayName` in problems.
  ///
  /// - Throws: ``ConfigurationError`` with everything that is wrong in it. The invariants are read, not proved.
  package init(path: String, displayName: String) throws(ConfigurationError) {
    try self.init(YAMLFile(path: path, displayName: displayName))
  }

  /// Reads the text of a policy file.
  package init(bytes: [UInt8], displayName: String) throws(ConfigurationError) {
    try self.init(YAMLFile(bytes: bytes, displayName: displayName))
  }

  private init(_ file: YAMLFile) throws(ConfigurationError) {
    var rules: [Rule] = []
    var places: [Row: Place] = [:]
    let items = file.root?.required("rules", hint: "a list of rules")
    for item in items?.items() ?? [] {
      guard let rule = RuleReader(item)?.rule() else { continue }
      if let first = places[rule.row] {
        item.report("row \(rule.row) is written twice; the first is in line \(first.line)")
      }
      places[rule.row] = item.place
      rules.append(rule)
    }
    let gaps = file.root?.required("gaps", hint: "a list of what no rule decides").flatMap { Gap.read($0) }
    let invariants = file.root?.required("invariants").flatMap { $0.mapping() }.flatMap { Invariants.read($0) }
    let problems = file.finish()
    guard problems.isEmpty, let gaps, let invariants else { throw ConfigurationError(problems) }
    do throws(PolicyProblem) {
      policy = try Policy(rules: rules, gaps: gaps)
      self.gaps = gaps
      self.invariants = invariants
    } catch {
      let start = items?.place ?? Place(file: file.name, line: 1, column: 1)
      throw ConfigurationError([Problem(error.description, at: error.row.flatMap { places[$0] } ?? start)])
    }
  }
}

extension Gap {
  /// Reads the list of gaps; every problem is recorded.
  static func read(_ value: YAMLValue) -> [Gap]? {
    value.items().map { items in
      items.compactMap { (item) -> Gap? in
        guard let mapping = item.mapping("the gap"), let action = mapping.required("action")?.choice(of: Action.self)
        else { return nil }
        var gap = Gap(action: action)
        let asked = action.selectors
        if asked.contains(.kind), let kinds = mapping.required("kind")?.choices(of: Kind.self) { gap.kinds = kinds }
        if asked.contains(.privacy), let privacies = mapping.required("privacy")?.choices(of: Privacy.self) {
          gap.privacies = privacies
        }
        if asked.contains(.archived) { gap.isArchived = mapping.required("archived")?.flagOrAny() ?? nil }
        if asked.contains(.targetExternal), let target = mapping.required("target")?.mapping() {
          gap.targetIsExternal = target.required("external")?.flagOrAny() ?? nil
        }
        return gap
      }
    }
  }
}

extension Invariants {
  /// Reads the invariants' exceptions; every problem is recorded.
  static func read(_ mapping: YAMLMapping) -> Invariants? {
    func actions(_ key: String) -> [Action]? {
      mapping.required(key, hint: "a list of actions").flatMap { value in
        guard let items = value.items(), value.texts() != nil else { return nil }
        return items.compactMap { YAMLValue($0.node, name: "action", log: $0.log).choice(of: Action.self) }
      }
    }
    let lists = [
      "unseen-allows", "archived-allows", "only-owner-or-admin-mode", "admins-may-without-admin-mode", "unranked",
    ].map(actions)
    guard let unseen = lists[0], let archived = lists[1], let owner = lists[2], let admins = lists[3],
      let unranked = lists[4]
    else { return nil }
    return Invariants(
      unseenAllows: unseen, archivedAllows: archived, onlyOwner: owner, adminsMay: admins, unranked: unranked)
  }
}
