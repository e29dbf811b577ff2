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
  /// - Throws: ``ConfigurationError`` with everything that is wrong in it, as far as that can be judged: what can't be
  ///   read, and a row that is missing, leave open what no rule decides. The invariants are read, not proved.
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
