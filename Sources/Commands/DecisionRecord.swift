package import Domain
package import Permissions

/// A decision about somebody, as it is kept with the delivery that asked for it: what was asked, and what counted.
package struct DecisionRecord: Sendable, Equatable {
  package let action: Action
  package let row: Row
  /// What was asked, as ``Denied/asked`` has it.
  package let asked: String?
  /// `nil` for what needs no group.
  package let group: GroupKey?
  package let target: PersonKey?
  /// `nil` when it was allowed.
  package let denial: Denial?
  /// What the actor was to the group then; `nil` when that had no say.
  package let standing: Standing?

  /// What was denied to somebody of this standing.
  package init(_ denied: Denied, standing: Standing?) {
    action = denied.denial.action
    row = denied.denial.row
    asked = denied.asked
    group = denied.group?.key
    target = denied.target?.key
    denial = denied.denial
    self.standing = standing
  }

  /// What was allowed, and done.
  package init(_ act: Act) {
    action = act.action
    row = act.row
    asked = nil
    group = act.subject.group
    target = act.subject.target
    denial = nil
    standing = nil
  }
}

// MARK: - As it is stored

extension DecisionRecord {
  /// A short line of words; what isn't there is `-`.
  package var text: String {
    let words = [action.rawValue, row.id, group?.text, target?.text, standing?.rawValue]
    guard let denial else { return Self.line(words) }
    return Self.line(
      words + [
        denial.reason.rawValue, "\(denial.question.rawValue)",
        denial.helpers.isEmpty ? nil : denial.helpers.values.map(\.rawValue).joined(separator: ","),
        denial.adminModeHelps ? "admin-mode" : nil,
      ] + (asked.map { [$0] } ?? []))
  }

  /// Reads it back; `nil` when a program wrote it that knew other words.
  package init?(stored text: String) {
    let words = text.split(separator: " ").map { $0 == "-" ? nil : String($0) }
    guard [5, 9, 10].contains(words.count), let action = words[0].flatMap(Action.init),
      let row = words[1].flatMap({ Row($0) })
    else { return nil }
    self.action = action
    self.row = row
    group = words[2].map { GroupKey($0) }
    target = words[3].map { PersonKey($0) }
    standing = words[4].flatMap(Standing.init)
    asked = words.count == 10 ? words[9] : nil
    guard words.count > 5 else {
      denial = nil
      return
    }
    guard let reason = words[5].flatMap(Reason.init),
      let question = words[6].flatMap({ Int($0) }).flatMap(Denial.Question.init)
    else {
      return nil
    }
    denial = Denial(
      action: action, row: row, question: question, reason: reason,
      helpers: Choice((words[7] ?? "").split(separator: ",").compactMap { Standing(rawValue: String($0)) }),
      adminModeHelps: words[8] != nil)
  }

  private static func line(_ words: [String?]) -> String { words.map { $0 ?? "-" }.joined(separator: " ") }
}

/// A decision, and when it was made.
package struct PastDecision: Sendable, Equatable {
  package let at: Moment
  package let decision: DecisionRecord

  package init(at: Moment, decision: DecisionRecord) {
    self.at = at
    self.decision = decision
  }

  /// How long it is remembered, with its delivery.
  package static let life = Moment.Span.hours(24)
}
