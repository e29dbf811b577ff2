import Permissions

/// Reads the rules and the gaps of the policy file; every problem is recorded at its place.
struct PolicyReader {
  private(set) var rules: [WrittenRule] = []
  private(set) var gaps: [(gap: Gap, place: Place)] = []
  private let root: YAMLMapping
  private var unread = Unread()

  init(_ root: YAMLMapping) {
    self.root = root
    if let items = root.required("rules", hint: "a list of rules")?.items() {
      readRules(items)
    } else {
      missAnyRule()
    }
    if let items = root.required("gaps", hint: "a list of what no rule decides")?.items() {
      for item in items { readGap(item) }
    } else {
      missActions(nil)
    }
  }

  /// The policy, or `nil` when rules and gaps make none, because of what is recorded then.
  func policy() -> Policy? {
    do throws(PolicyError) {
      return try Policy(rules: rules.map(\.rule), gaps: gaps.map(\.gap), unread: unread)
    } catch {
      for problem in error.problems {
        // Reading the headings has told of it, and of what was meant.
        if case .rule(_, .row) = problem.part { continue }
        root.log.report("\(problem.mistake)", at: place(of: problem.part))
      }
      return nil
    }
  }

  private mutating func readRules(_ items: [YAMLValue]) {
    let headings = RuleHeading.read(items)
    if headings.count < items.count { missAnyRule() }
    // A rule that can't be read whole is judged no further: what couldn't be read would be missed, or where it holds.
    for heading in headings {
      let actions = RuleReader.actions(heading.mapping)
      if let row = heading.row, let actions, let rule = RuleReader(heading.mapping, row).rule(of: actions) {
        rules.append(rule)
        continue
      }
      if heading.row == nil || actions == nil { heading.mapping.ignoreRest() }
      if let row = heading.row { unread.rows.insert(row) }
      missActions(actions)
    }
  }

  private mutating func readGap(_ item: YAMLValue) {
    let reader = GapReader(item)
    if let gap = reader?.gap() {
      gaps.append((gap, item.place))
    } else {
      missActions(reader.map { [$0.action] })
    }
  }

  /// A rule that can't be read may be of any row and for any action, so none of them is called missing.
  private mutating func missAnyRule() {
    unread.rows.formUnion(Row.table)
    missActions(nil)
  }

  /// - Parameter actions: `nil` where it may be any.
  private mutating func missActions(_ actions: [Action]?) { unread.actions.formUnion(actions ?? Action.allCases) }

  private func place(of part: PolicyProblem.Part) -> Place {
    switch part {
    case .rules: root.optional("rules")?.keyPlace ?? root.place
    case .gaps: root.optional("gaps")?.keyPlace ?? root.place
    case .rule(let index, let entry): rules[index].place(of: entry)
    case .gap(let index): gaps[index].place
    }
  }
}
