import Domain

/// One fact, its values in words, and how each of them is set.
package struct Axis: Sendable {
  package let fact: Fact
  /// The values, as the policy file and the command line call them.
  package let words: [String]
  /// Sets the value of this place among ``words``.
  package let set: @Sendable (inout Facts, Int) -> Void

  package init(_ fact: Fact) {
    self.fact = fact
    (words, set) =
      switch fact {
      case .kind: (Self.words(Kind.self), { $0.group?.kind = Kind.allCases[$1] })
      case .privacy: (Self.words(Privacy.self), { $0.group?.privacy = Privacy.allCases[$1] })
      case .archived: (Self.no, { $0.group?.isArchived = $1 == 1 })
      case .openToExternals: (Self.no, { $0.group?.openToExternals = $1 == 1 })
      case .inviters: (Self.words(Inviters.self), { $0.group?.inviters = Inviters.allCases[$1] })
      case .posters: (Self.words(Posters.self), { $0.group?.posters = Posters.allCases[$1] })
      case .level: (["none"] + Self.words(Level.self), { $0.group?.level = Self.level($1) })
      case .editLevel: (["none"] + Self.words(Level.self), { $0.group?.editLevel = Self.level($1) })
      case .targetStanding: (Self.words(Standing.self), { $0.target?.standing = Standing.allCases[$1] })
      case .targetExternal: (Self.no, { $0.target?.isExternal = $1 == 1 })
      case .targetActive: (Self.yes, { $0.target?.isActive = $1 == 0 })
      case .targetOneself: (Self.no, { $0.target?.isOneself = $1 == 1 })
      case .targetDepartment: (Self.no, { $0.target?.cameWithDepartment = $1 == 1 })
      case .sharesGroup: (Self.no, { $0.target?.sharesGroupWithActor = $1 == 1 })
      case .department: (Self.no, { $0.actor.cameWithDepartment = $1 == 1 })
      case .role: (Self.words(Facts.TaskRole.self), { $0.tie.role = Facts.TaskRole.allCases[$1] })
      case .taskState: (Self.words(Facts.TaskState.self), { $0.tie.taskState = Facts.TaskState.allCases[$1] })
      case .mayMoveDeadline: (Self.no, { $0.tie.responsibleMayMoveDeadline = $1 == 1 })
      case .mayEditElsewhere: (Self.no, { $0.tie.mayEditElsewhere = $1 == 1 })
      case .sentInvitation: (Self.no, { $0.tie.sentInvitation = $1 == 1 })
      case .contents: (Self.no, { $0.preconditions.hasContents = $1 == 1 })
      case .guestsMayBeInvited: (Self.yes, { $0.preconditions.guestsMayBeInvited = $1 == 0 })
      case .lastAdmin: (Self.no, { $0.preconditions.isLastAdmin = $1 == 1 })
      case .responsibleMayEdit: (Self.no, { $0.preconditions.responsibleMayEdit = $1 == 1 })
      }
  }

  private static func words<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> [String] {
    type.allCases.map(\.rawValue)
  }

  /// The level at a place among the words, of which the first stands for none.
  private static func level(_ place: Int) -> Level? { place == 0 ? nil : Level.allCases[place - 1] }

  /// Of what is no unless it is said, and of what is yes; the first word is always what holds by default.
  private static let no = ["no", "yes"]
  private static let yes = ["yes", "no"]
}
