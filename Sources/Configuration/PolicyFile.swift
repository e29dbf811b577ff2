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
    let reader = file.root.map { PolicyReader($0) }
    let part = file.root?.required("invariants")
    let invariants = part?.mapping()
    let read = invariants.flatMap { Invariants.read($0) }
    let policy = reader?.policy()
    let problems = file.finish()
    guard problems.isEmpty, let reader, let policy, let part, let invariants, let read else {
      throw ConfigurationError(problems)
    }
    self.policy = policy
    gaps = reader.gaps.map(\.gap)
    self.invariants = read
    bytes = file.bytes
    places = Dictionary(uniqueKeysWithValues: reader.rules.map { ($0.rule.row, $0.place) })
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
    for (name, most) in [(Name.admins, atMostAdminsMay), (.ranks, atMostUnranked)] {
      guard let key = name.key, let items = mapping.optional(key)?.items() else { continue }
      let words = most.map(\.rawValue)
      for item in items {
        guard let action = item.text(), !words.contains(action) else { continue }
        item.report(
          "\(quoted(action)) can't be an exception: in every policy \(quoted(key)) names at most "
            + words.joined(separator: ", "))
      }
    }
    return Invariants(
      unseenAllows: unseen, archivedAllows: archived, onlyOwner: owner, adminsMay: admins, unranked: unranked)
  }
}
