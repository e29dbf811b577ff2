import CommandLanguage
import Domain
import Permissions

/// A value of a setting that would let in nobody more, by the rules, than a narrower one.
package struct IdleSetting: Sendable, Equatable {
  let setting: Setting
  let reach: Policy.Reach
  /// The widest value that the rules have an answer to.
  let widest: String

  func phrase(in group: Group) -> Phrase {
    group.phrase(
      "settings.refused",
      [
        "option": .command("--" + setting.name), "value": .command(reach.value), "narrower": .command(reach.effect),
        "widest": .phrase(Phrase("level.\(widest)")),
      ])
  }
}

extension Usage {
  /// The same with only those choices of settings that let in somebody by the rules, in some group.
  func offered(by policy: Policy) -> Usage {
    var usage = self
    usage.options = options.map { option in
      guard case .choice(let words) = option.value,
        let setting = Setting.allCases.first(where: { $0.name == option.name })
      else { return option }
      let idle = policy.reaches(of: setting, in: .all, .all).filter { !$0.isReal }.map(\.value)
      return .choice(option.name, words.filter { !idle.contains($0) })
    }
    return usage
  }
}
