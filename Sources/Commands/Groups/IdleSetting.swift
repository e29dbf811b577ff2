import CommandLanguage
import Domain
import Permissions

/// A value of a setting that would let in nobody more, by the rules, than a narrower one.
package struct IdleSetting: Sendable, Equatable {
  let setting: Setting
  let value: String
  let narrower: String
  /// The widest value that the rules have an answer to.
  let widest: String

  func phrase(in group: Group) -> Phrase {
    group.phrase(
      "settings.refused",
      [
        "option": .command("--" + setting.name), "value": .command(value), "narrower": .command(narrower),
        "widest": .phrase(Phrase("level.\(widest)")),
      ])
  }
}

extension Policy {
  /// Makes sure that what is to be set promises no more than the rules keep in the group.
  ///
  /// - Throws: ``Refusal`` for a value that groups of that kind don't have, or that would let in nobody more than a
  ///   narrower one does.
  func check(_ given: [(setting: Setting, value: String)], for group: Group) throws(Refusal) {
    // Everyone means the members of a hidden group: that is judged by what it would be in a private one.
    let (kinds, privacies): (Choice<Kind>, Choice<Privacy>) = (
      [group.kind], group.privacy == .hidden ? [.private, .hidden] : [group.privacy]
    )
    var idle: [IdleSetting] = []
    for (setting, value) in given {
      let values = setting.values(in: kinds)
      guard values.contains(value), let widest = values.last else {
        throw .usage(
          .notAChoice(.option(setting.name), value: value, choices: choices(of: setting, in: kinds, privacies)))
      }
      let effect = effect(of: value, as: setting, in: kinds, privacies)
      guard effect != value else { continue }
      idle.append(
        IdleSetting(
          setting: setting, value: value, narrower: effect,
          widest: self.effect(of: widest, as: setting, in: kinds, privacies)))
    }
    guard idle.isEmpty else { throw .idle(idle, group) }
  }
}

extension Usage {
  /// The same with only those choices of settings that let in somebody by the rules, in some group.
  func offered(by policy: Policy) -> Usage {
    var usage = self
    usage.options = options.map { option in
      guard case .choice = option.value, let setting = Setting.allCases.first(where: { $0.name == option.name }) else {
        return option
      }
      return .choice(option.name, policy.choices(of: setting, in: .all, .all))
    }
    return usage
  }
}
