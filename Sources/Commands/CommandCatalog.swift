package import CommandLanguage
import Domain
package import Permissions

/// Every command of the bot, and how a text is found to be one of them.
package enum CommandCatalog {
  /// One line for each file of this folder that holds a command, in the order of help.
  package static let all: [any Command.Type] = [
    CreateGroup.self,
    ListGroups.self,
    ShowGroup.self,
    ListMembers.self,
    EditGroup.self,
    SetPrivacy.self,
    GroupSettings.self,
    SetDates.self,
    ConvertGroup.self,
    ArchiveGroup.self,
    UnarchiveGroup.self,
    DeleteGroup.self,
    JoinGroup.self,
    LeaveGroup.self,
    WithdrawRequest.self,
    InvitePeople.self,
    RevokeInvitation.self,
    RemindInvitee.self,
    ListInvitations.self,
    AcceptInvitation.self,
    DeclineInvitation.self,
    ListRequests.self,
    ApproveRequest.self,
    RejectRequest.self,
    AddMember.self,
    RemoveMember.self,
    PromoteMember.self,
    DemoteModerator.self,
    StepDown.self,
    TransferGroup.self,
    TakeGroup.self,
    BanMember.self,
    UnbanMember.self,
    PinGroup.self,
    UnpinGroup.self,
    FollowGroup.self,
    MuteGroup.self,
    CopyGroup.self,
    GroupLog.self,
    Undo.self,
    Confirm.self,
    Cancel.self,
    TurnAdminModeOn.self,
    TurnAdminModeOff.self,
    ShowAdminMode.self,
    ListAdministrators.self,
    GrantAdministrator.self,
    RevokeAdministrator.self,
    Inbox.self,
    ShowMe.self,
    ChooseTimeZone.self,
    ChooseLanguage.self,
    LinkAccount.self,
    Why.self,
    Can.self,
    Help.self,
  ]

  /// The roots under which the verbs of groups stand.
  package static let groupRoots = ["project", "workgroup", "collab", "group"]

  /// The commands that only administrators are shown; everybody else who types one is denied by its row.
  package static let administrators = Usage.Roots.named("admin")

  /// The root after which every other root may follow, so that one registered slash command is enough.
  package static let portalRoot = "muster"

  /// In characters; longer messages are answered with the limit.
  package static let maximumLength = 4_000

  /// Reads what was said, such as `/project archive Apollo`.
  ///
  /// - Parameters:
  ///   - isAdministrator: Whether the commands of administrators may be guessed.
  ///   - policy: The rules that say which choices of settings are offered; all are without.
  /// - Throws: ``UsageError`` when no command is written like that.
  package static func parse(
    _ pieces: [Piece], isAdministrator: Bool = false, offeredBy policy: Policy? = nil
  ) throws(UsageError) -> Parsed {
    guard isShortEnough(pieces) else { throw .tooLong(maximum: maximumLength) }
    guard !pieces.contains(where: { $0.shown.stacksMarks }) else { throw .tooManyMarks(maximum: StackedMarks.maximum) }
    let line = try CommandLine.read(
      Word.words(of: pieces), in: verbs, guessing: { isAdministrator || $0.roots != administrators })
    let command = line.index.map { all[$0] } ?? Help.self
    // `/project archive --help`
    if line.words.contains(where: { $0.form == .option(name: Help.usage.verb, value: nil) }) {
      let verb = command.usage.verb.split(separator: " ").map { Word(String($0)) }
      return try Parsed(Help.self, Help.usage, verb, under: line.root)
    }
    let usage = policy.map { command.usage.offered(by: $0) } ?? command.usage
    return try Parsed(command, usage, line.words, under: line.root)
  }

  static let verbs = VerbTable(all.map { command in command.usage })

  private static func isShortEnough(_ pieces: [Piece]) -> Bool {
    func sum(_ length: (String) -> Int) -> Int { pieces.reduce(0) { $0 + length($1.shown) } }
    // Bytes are counted at once, characters one by one; where each takes more than four bytes, there are too many as well.
    let bytes = sum { $0.utf8.count }
    return bytes <= maximumLength || bytes <= maximumLength * 4 && sum { $0.count } <= maximumLength
  }
}
