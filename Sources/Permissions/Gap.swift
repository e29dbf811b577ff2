package import Domain

/// Where an action makes no sense, so that no rule decides it and it is denied, such as unarchiving what isn't archived.
///
/// The policy file names every gap, so that a rule that was lost or mistyped is noticed.
package struct Gap: Sendable, Equatable {
  package var action: Action
  package var kinds: Choice<Kind>
  package var privacies: Choice<Privacy>
  package var isArchived: Bool?
  package var targetIsExternal: Bool?

  package init(
    action: Action, kinds: Choice<Kind> = .all, privacies: Choice<Privacy> = .all, isArchived: Bool? = nil,
    targetIsExternal: Bool? = nil
  ) {
    self.action = action
    self.kinds = kinds
    self.privacies = privacies
    self.isArchived = isArchived
    self.targetIsExternal = targetIsExternal
  }
}

extension Traits {
  /// All values for which the gap holds; of what no gap asks for, every one.
  init(of gap: Gap) {
    var bits = Traits.unchosen | Part.settings.all | Part.targetStanding.all
    bits |= Part.kind[gap.kinds] | Part.privacy[gap.privacies] | Part.archived[gap.isArchived]
    bits |= Part.targetExternal[gap.targetIsExternal]
    self.init(bits: bits)
  }
}
