package import CommandLanguage
package import Domain
package import Permissions

/// A slash command: how it is written, who may run it and what it does.
///
/// A command lives in one file of this folder. Add it to ``CommandCatalog/all`` and it is parsed, listed in help,
/// decided and audited like every other.
package protocol Command: Sendable {
  /// How the command is written, and what it does.
  static var usage: Usage { get }

  /// Reads the command from the words that follow its verb.
  init(_ arguments: inout Arguments) throws(UsageError)

  /// Does the work, all of it or none.
  ///
  /// - Throws: ``Refusal`` or ``Denial``, which become the reply, or a fault; in each case what was written is undone.
  func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply

  /// Whether what it names is there, as far as the actor may see; asked when the words can be read in several ways.
  func isPlausible(in reading: some Reading, during turn: Turn) throws -> Bool
}

extension Command {
  package func isPlausible(in reading: some Reading, during turn: Turn) throws -> Bool { true }
}

/// A command about one group.
protocol GroupCommand: Command {
  var reference: GroupReference { get }
}

extension GroupCommand {
  package func isPlausible(in reading: some Reading, during turn: Turn) throws -> Bool {
    do throws {
      _ = try reference.find(in: reading, during: turn, toChange: !(self is any ReadingCommand))
      return true
    } catch let refusal as Refusal {
      switch refusal {
      case .notFound, .tooShort: return false
      default: return true
      }
    }
  }
}

/// A command that changes nothing, so that it can be answered from a snapshot.
package protocol ReadingCommand: Command {
  /// - Throws: as ``Command/carryOut(in:during:)``.
  func answer(from reading: any Reading, during turn: Turn) throws -> Reply
}

extension ReadingCommand {
  package func carryOut(in workspace: inout any Workspace, during turn: inout Turn) throws -> Reply {
    try answer(from: workspace, during: turn)
  }
}

/// Why a command did not do what it was asked to, apart from a denial: a value that becomes the reply.
package enum Refusal: Error, Sendable, Equatable {
  /// No such group, or none that the sender may know of: the two are one answer.
  case notFound(GroupReference, near: [Group] = [])
  /// Which of these is meant?
  case ambiguous(GroupReference, among: [Group], hasMore: Bool)
  /// There is one, but of another kind; the command that would be right.
  case wrongKind(GroupReference, Group)
  /// Too little was typed to say which group is meant.
  case tooShort(typed: String)
  /// Nobody of that name, or nobody whom the sender may see: the two are one answer.
  case unknownPerson(PersonReference, near: [Person] = [])
  /// Which of these people is meant?
  case ambiguousPerson(PersonReference, among: [Person])
  /// What should be a date is none, or could be two.
  case date(DateText, DateError)
  /// A time zone that nobody knows; those that may have been meant.
  case unknownTimeZone(TimeZoneName, among: [String] = [])
  /// A language in which the bot can't answer, and those in which it can.
  case unknownLanguage(typed: String, among: [SpokenLanguage])
  /// Why the account isn't linked.
  case link(LinkRefusal)
  /// The sender is not known, and nothing was looked up.
  case stranger
  /// The words can be read in several ways, each about a group that is there; how each is written with quotes.
  ///
  /// Where one of them can't be repeated, they are only to be read: text would say a mention by a handle.
  case severalReadings([String], canBeRepeated: Bool)
  /// A project that would be over before it begins.
  case endsBeforeStart(Group.Dates)
  /// What is to be set would let in nobody more than something narrower does.
  case idle([IdleSetting], Group)
  /// Who was named to take tasks over isn't in the group, or is about to leave it.
  case wrongSuccessor(Person, group: Group)
  /// Nothing waits for the actor's Yes under that code: it is wrong, used, expired or somebody else's.
  case unknownCode
  /// No change of the actor's can be taken back, or none of a group that the actor may still see.
  case nothingToUndo
  /// The actor's last change is one that can't be taken back; what the reason can name.
  case final(Action, naming: [String: Phrase.Argument] = [:])
  /// Somebody has changed since what the actor's last change did.
  case changedSince(Group)
  /// What others may do in the group is told to its owner alone, and in Admin Mode; without a group, in Admin Mode.
  case asksAboutOthers(Group?)
  /// The actor's request to join was turned down, and may be made again from this moment on.
  case rejectedLately(Group, until: Moment)
  /// Others would read the answer, which is not for all of them.
  case overheard(Group)
  /// The command says nothing of the group that it is about.
  case whichGroup(GroupQuestion, among: [Group] = [])
  /// The command says nothing of whom it is about.
  case whichPerson(PersonQuestion, among: [Person] = [])
  /// The command itself was not understood.
  case usage(UsageError)

  package var outcome: Outcome {
    switch self {
    case .notFound, .unknownPerson: .notFound
    case .date(_, .twoReadings), .ambiguous, .ambiguousPerson, .wrongKind, .tooShort, .severalReadings,
      .wrongSuccessor, .whichGroup, .whichPerson:
      .asks
    case .date: .error(code: "date")
    case .link(let refusal): refusal.outcome
    case .stranger: .stranger
    case .unknownTimeZone: .error(code: "time-zone")
    case .unknownLanguage: .error(code: "not-a-choice")
    case .unknownCode: .error(code: "unknown-code")
    case .endsBeforeStart: .error(code: "dates-reversed")
    case .idle: .error(code: "idle-setting")
    case .nothingToUndo: .error(code: "nothing-to-undo")
    case .final: .error(code: "final")
    case .changedSince: .error(code: "changed-since")
    case .asksAboutOthers: .deniedByNoRow
    case .rejectedLately: .error(code: "rejected-lately")
    case .overheard: .error(code: "overheard")
    case .usage(let error): error.asks ? .asks : .error(code: error.code)
    }
  }

  package var reply: Reply {
    switch self {
    case .notFound(let reference, let near):
      Reply(
        [Phrase("group.not-found", ["typed": .text(reference.typed)])],
        near.isEmpty ? Phrase("group.see-list") : Phrase("group.did-you-mean"), reference.alternatives(near))
    case .ambiguous(let reference, let groups, let hasMore):
      Reply(
        [], Phrase("group.ambiguous", ["typed": .text(reference.typed)]), reference.alternatives(groups),
        hasMore ? Phrase("group.more") : nil)
    case .wrongKind(let reference, let group):
      reference.correction(group)
    case .tooShort(let typed): Reply(Phrase("group.too-short", ["typed": .text(typed)]))
    case .unknownPerson(let reference, let near):
      Reply(
        [
          Phrase(
            reference.isOneOfSeveral ? "person.unknown-of-several" : "person.unknown",
            ["typed": .text(reference.name.typed)])
        ],
        near.isEmpty ? nil : Phrase("person.did-you-mean"), near.map { reference.alternative($0, as: $0.typed) })
    case .ambiguousPerson(let reference, let people):
      Reply(
        [], Phrase("person.ambiguous", ["typed": .text(reference.name.typed)]),
        people.map { reference.alternative($0, as: $0.account.description) })
    case .date(let date, .unreadable):
      Reply(Phrase("date.unreadable", ["typed": .text(date.typed)]), Phrase("date.forms"))
    case .date(let date, .noSuchDay): Reply(Phrase("date.no-such-day", ["typed": .text(date.typed)]))
    case .date(let date, .twoReadings(let one, let other)):
      Reply(
        Phrase(
          "date.two-readings",
          ["typed": .text(date.typed), "one": .command(one.text), "other": .command(other.text)]))
    case .link(let refusal): Reply(refusal.phrase)
    case .stranger: Reply(Phrase("stranger"))
    case .unknownTimeZone(let name, let zones):
      Reply(
        [.paragraph(Phrase("me.timezone-unknown", ["typed": .text(name.typed)]))]
          + (zones.isEmpty ? [] : [.paragraph(Phrase("me.timezone-choose")), .list(zones.map(Self.zoneLine))]),
        buttons: zones.map { Button(Self.zoneLine($0), "/muster me timezone \($0)") })
    case .unknownLanguage(let typed, let languages):
      Reply(
        Phrase(
          "me.language-unknown", ["typed": .text(typed), "languages": .list(languages.map { .phrase($0.phrase) })]))
    case .severalReadings(let lines, let canBeRepeated):
      Reply(
        [
          .paragraph(Phrase("usage.several-readings")),
          .list(lines.map { Phrase("usage.reading", ["command": .command($0)]) }),
        ], buttons: canBeRepeated ? lines.map { Button(Phrase("usage.reading", ["command": .command($0)]), $0) } : [])
    case .endsBeforeStart(let dates):
      Reply(
        Phrase(
          "dates.reversed",
          ["from": dates.from.map { .moment($0) } ?? .text(""), "until": dates.until.map { .moment($0) } ?? .text("")]))
    case .idle(let settings, let group): Reply(settings.map { .paragraph($0.phrase(in: group)) })
    case .wrongSuccessor(let person, let group):
      Reply(group.phrase("remove.wrong-successor", ["person": .person(person)]))
    case .unknownCode: Reply(Phrase("confirm.unknown"))
    case .nothingToUndo: Reply(Phrase("undo.nothing"))
    case .final(let action, let names):
      Reply(Phrase("undo.final", ["what": .phrase(Phrase("undo.what.\(action.rawValue)", names))]))
    case .changedSince(let group): Reply(group.phrase("undo.changed"))
    case .asksAboutOthers(let group): Reply(group?.phrase("can.not-about-others") ?? Phrase("can.not-who-creates"))
    case .rejectedLately(let group, let end): Reply(group.phrase("join.rejected-lately", ["end": .moment(end)]))
    case .overheard(let group): Reply(group.phrase("group.overheard"))
    case .whichGroup(let question, let groups):
      Reply(
        question.error.phrases, groups.isEmpty ? nil : Phrase("group.which"), question.alternatives(groups))
    case .whichPerson(let question, let people):
      Reply(
        question.error.phrases, people.isEmpty ? nil : Phrase("person.which"), people.map { question.alternative($0) })
    case .usage(let error): Reply(error.phrases.map(Reply.Block.paragraph))
    }
  }

  private static func zoneLine(_ zone: String) -> Phrase {
    Phrase("usage.reading", ["command": .command("/muster me timezone \(zone)")])
  }
}

/// What an answer was, whatever its words; stored with the delivery and read by `why`, talks and metrics.
package enum Outcome: Sendable, Equatable, CustomStringConvertible {
  /// Carried out.
  case done
  /// Said what would be done.
  case dryRun
  /// Waits for Yes.
  case confirm
  /// Denied by this row of the permission table.
  case denied(Row)
  /// Denied, though the permission table has no row for it: what others may do is for the owner to ask.
  case deniedByNoRow
  case notFound
  /// A question: an argument is missing, or which group is meant.
  case asks
  /// Not readable by the command language.
  case error(code: String)
  /// The sender is not known and nothing was looked up.
  case stranger

  package var description: String {
    switch self {
    case .done: "done"
    case .dryRun: "dry run"
    case .confirm: "confirm"
    case .denied(let row): "denied \(row)"
    case .deniedByNoRow: "denied can"
    case .notFound: "not found"
    case .asks: "asks"
    case .error(let code): "error \(code)"
    case .stranger: "stranger"
    }
  }
}
