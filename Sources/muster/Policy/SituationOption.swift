import Domain
import Permissions

/// An option of `muster policy explain`: one fact, and its words.
struct SituationOption: Sendable {
  let name: String
  /// `nil` for what is known of the actor in every situation.
  let fact: Fact?
  let words: [String]
  let set: @Sendable (inout Facts, Int) -> Void

  static let action = "--action"

  static let all: [SituationOption] =
    [
      SituationOption(name: "--actor", fact: nil, words: Standing.allCases.map(\.rawValue)) {
        $0.actor.standing = Standing.allCases[$1]
      },
      SituationOption(name: "--external", fact: nil, words: ["no", "yes"]) { $0.actor.isExternal = $1 == 1 },
      SituationOption(name: "--active", fact: nil, words: ["yes", "no"]) { $0.actor.isActive = $1 == 0 },
      SituationOption(name: "--admin", fact: nil, words: AdminState.allCases.map(\.rawValue)) {
        $0.actor.admin = AdminState.allCases[$1]
      },
    ]
    + Fact.allCases.map { fact in
      let axis = Axis(fact)
      return SituationOption(
        name: fact == .targetStanding ? "--target" : "--\(fact.rawValue)", fact: fact, words: axis.words, set: axis.set)
    }

  /// What holds unless it is said.
  func usual(for action: Action) -> String {
    switch fact {
    case nil where name == "--actor": "none"
    case .kind?: Kind.project.rawValue
    case .inviters?, .posters?: "members"
    case .role?: "none"
    case .targetStanding?: action.usualTarget.rawValue
    default: words.first ?? ""
    }
  }

  static var help: String {
    all.map { option in
      let name = "      " + option.name
      return name + String(repeating: " ", count: max(1, 31 - name.count)) + option.words.joined(separator: ", ")
    }.joined(separator: "\n")
  }
}

extension Action {
  /// Whom it is usually about: a member where that suits.
  fileprivate var usualTarget: Standing {
    targetStandings.contains(.member) ? .member : targetStandings.values.first ?? .none
  }
}
