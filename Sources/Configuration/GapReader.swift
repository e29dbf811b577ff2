import Domain
import Permissions

/// Reads one gap of the policy file; every problem is recorded at its place.
struct GapReader {
  private let mapping: YAMLMapping
  let action: Action

  /// Fails when its action can't be read.
  init?(_ value: YAMLValue) {
    guard let mapping = value.mapping("the gap") else { return nil }
    guard let action = mapping.required("action")?.choiceOrNearest(of: Action.self) else {
      mapping.ignoreRest()
      return nil
    }
    self.mapping = mapping
    self.action = action
  }

  /// The gap, or `nil` when part of it can't be read.
  func gap() -> Gap? {
    let selectors = SelectorReader(mapping, [action])
    let kinds = selectors.value(of: .kind, or: .all) { $0.choices(of: Kind.self) }
    let privacies = selectors.value(of: .privacy, or: .all) { $0.choices(of: Privacy.self) }
    let isArchived = selectors.value(of: .archived, or: nil) { $0.flagOrAny() }
    let isExternal = selectors.value(of: .targetExternal, or: nil) { $0.flagOrAny() }
    guard let kinds, let privacies, let isArchived, let isExternal else { return nil }
    return Gap(
      action: action, kinds: kinds, privacies: privacies, isArchived: isArchived, targetIsExternal: isExternal)
  }
}
