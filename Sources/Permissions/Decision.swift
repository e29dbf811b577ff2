package import Domain

/// The engine's answer: a permit, or the reason why there is none.
package enum Decision: ~Copyable {
  case allow(Permit)
  case deny(Denial)

  /// The permit, for who can't go on without it.
  ///
  /// - Throws: ``Denial``, which becomes the reply.
  package consuming func permit() throws(Denial) -> Permit {
    switch consume self {
    case .allow(let permit): return permit
    case .deny(let denial): throw denial
    }
  }

  /// Whether it is allowed, for who only shows something.
  package var isAllowed: Bool {
    switch self {
    case .allow: true
    case .deny: false
    }
  }
}

/// Who does it, where, and to whom.
package struct Subject: Sendable, Equatable {
  // Texts, not keys: those of another module are copied through a table of functions, which costs more than deciding.
  private let actorText: String
  /// Empty where there is none, and likewise of the target.
  private let groupText: String
  private let targetText: String

  package init(actor: PersonKey, group: GroupKey? = nil, target: PersonKey? = nil) {
    actorText = actor.text
    groupText = group?.text ?? ""
    targetText = target?.text ?? ""
  }

  package var actor: PersonKey { PersonKey(actorText) }

  /// `nil` for what needs no group; for `create`, the key of the new one.
  package var group: GroupKey? { groupText.isEmpty ? nil : GroupKey(groupText) }

  package var target: PersonKey? { targetText.isEmpty ? nil : PersonKey(targetText) }
}

/// Why something was not allowed, and what would change that.
package struct Denial: Error, Sendable, Equatable {
  package let action: Action
  package let row: Row
  package let question: Question
  package let reason: Reason
  /// The condition that fails; `nil` where it is denied whatever is so.
  package let condition: Condition?
  /// Who of the group's staff could do it as things stand, besides Admin Mode.
  package internal(set) var helpers: Choice<Standing>
  /// Whether Admin Mode would allow it; said to administrators alone.
  package internal(set) var adminModeHelps: Bool

  package init(
    action: Action, row: Row, question: Question, reason: Reason, condition: Condition? = nil,
    helpers: Choice<Standing> = [], adminModeHelps: Bool = false
  ) {
    self.action = action
    self.row = row
    self.question = question
    self.reason = reason
    self.condition = condition
    self.helpers = helpers
    self.adminModeHelps = adminModeHelps
  }

  /// The questions in the order in which they are asked; the first that fails speaks.
  package enum Question: Int, Sendable, CaseIterable, Comparable {
    case active
    /// The actor may not know of the group: the answer is *no such project*, and nothing else.
    case visible
    case banned, archived, standing, target, precondition

    package static func < (one: Question, other: Question) -> Bool { one.rawValue < other.rawValue }
  }
}
