package import Domain

/// Something to press instead of typing it; the reply's words always say as well what to type.
package struct Button: Sendable, Equatable {
  package let label: Phrase
  /// The whole command with its root, such as `/project confirm 4F7K`.
  package let command: String
  /// Whether pressing it does what can't be taken back.
  package let isDangerous: Bool

  package init(_ label: Phrase, _ command: String, isDangerous: Bool = false) {
    self.label = label
    self.command = command
    self.isDangerous = isDangerous
  }
}
