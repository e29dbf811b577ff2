import Domain
package import Permissions

/// The policy file: the rules, where there are none, and what must hold of them.
package struct PolicyFile: Sendable {
  package let policy: Policy
  package let gaps: [Gap]
  package let invariants: Invariants
  /// The file's text, which a proof is about.
  package let bytes: [UInt8]
  /// Where each rule, the invariants, and each list of their exceptions stand.
  let places: [Row: Place]
  let invariantsPlace: Place
  let invariantPlaces: [Invariants.Name: Place]

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
    let part = file.root?.required("invariants")
    let invariants = part?.mapping()
    let read = invariants.flatMap { Invariants.read($0) }
    let problems = file.finish()
    guard problems.isEmpty, let gaps, let part, let invariants, let read else { throw ConfigurationError(problems) }
    do throws(PolicyProblem) {
      policy = try Policy(rules: rules, gaps: gaps)
      self.gaps = gaps
      self.invariants = read
    } catch {
      let start = items?.place ?? Place(file: file.name, line: 1, column: 1)
      throw ConfigurationError([Problem(error.description, at: error.row.flatMap { places[$0] } ?? start)])
    }
    bytes = file.bytes
    self.places = places
    invariantsPlace = part.keyPlace
    var invariantPlaces: [Invariants.Name: Place] = [:]
    for name in Invariants.Name.allCases {
      invariantPlaces[name] = name.key.flatMap { invariants.optional($0)?.keyPlace }
    }
    self.invariantPlaces = invariantPlaces
  }

  /// Where the rule stands; `nil` for a row that is not in the file.
  package func place(of row: Row) -> Place? { places[row] }
}

extension Invariants.Name {
  /// The key of its exceptions in the policy file; `nil` where there are none.
  var key: String? {
    switch self {
    case .unseen: "unseen-allows"
    case .archived: "archived-allows"
    case .externalStaff: nil
    case .onlyOwner: "only-owner-or-admin-mode"
    case .admins: "admins-may-without-admin-mode"
    case .ranks: "unranked"
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
    let lists = [Name.unseen, .archived, .onlyOwner, .admins, .ranks].map { $0.key.flatMap(actions) }
    guard let unseen = lists[0], let archived = lists[1], let owner = lists[2], let admins = lists[3],
      let unranked = lists[4]
    else { return nil }
    for action in alwaysOnlyOwner where !owner.contains(action) {
      Name.onlyOwner.key.flatMap { mapping.optional($0) }?.report(
        "\(quoted(action.rawValue)) is missing: in every policy only the owner or Admin Mode does that")
    }
    for (name, found, most) in [(Name.admins, admins, atMostAdminsMay), (.ranks, unranked, atMostUnranked)] {
      guard let key = name.key, let list = mapping.optional(key) else { continue }
      for action in found where !most.contains(action) {
        list.report(
          "\(quoted(action.rawValue)) can't be an exception: in every policy \(quoted(key)) names at most "
            + most.map(\.rawValue).joined(separator: ", "))
      }
    }
    return Invariants(
      unseenAllows: unseen, archivedAllows: archived, onlyOwner: owner, adminsMay: admins, unranked: unranked)
  }
}
