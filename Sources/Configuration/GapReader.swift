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
    let asked = action.selectors
    let kinds = asked.contains(.kind) ? mapping.required("kind")?.choices(of: Kind.self) : .all
    let privacies = asked.contains(.privacy) ? mapping.required("privacy")?.choices(of: Privacy.self) : .all
    let isArchived = asked.contains(.archived) ? mapping.required("archived")?.flagOrAny() : .some(nil)
    let target = asked.contains(.targetExternal) ? mapping.required("target")?.mapping() : nil
    let isExternal = asked.contains(.targetExternal) ? target?.required("external")?.flagOrAny() : .some(nil)
    guard let kinds, let privacies, let isArchived, let isExternal else { return nil }
    return Gap(
      action: action, kinds: kinds, privacies: privacies, isArchived: isArchived, targetIsExternal: isExternal)
  }
}
