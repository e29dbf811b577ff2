package import CommandLanguage
package import Domain
package import Permissions

/// What a command knows about the delivery that it answers, besides what the workspace holds.
package struct Turn: Sendable {
  /// Who asks.
  package var actor: Person
  /// By which the actor speaks.
  package let account: Account
  /// Whether nothing says that the actor is an employee, or somebody from outside who was let in.
  package let isStranger: Bool
  package let now: Moment
  /// Under which root the command was typed, such as `project`.
  package var root: String
  /// Whether everybody in the room reads the reply: then it names public groups only.
  package var isOverheard: Bool
  /// Whether others have read what the actor has typed.
  package let isSaidAloud: Bool
  /// By which the command was said, such as `slack`.
  package var connection: String
  /// Somebody who was mentioned by the messenger's id and never seen before, with the handle that was shown; `nil` where
  /// the connection doesn't say that it is an employee.
  package let newcomer: @Sendable (_ account: Account, _ handle: String) -> Person?
  /// Whether only to say what would happen: what is done is undone.
  package let isDryRun: Bool
  /// To what the actor has said Yes.
  package var consent = Consent.notAsked
  package let policy: Policy
  package let folding: any Folding
  package let zones: any TimeZones
  /// Those in which the actor can be answered.
  package let languages: [SpokenLanguage]
  /// By whose clock the actor's dates are read, such as `Europe/Berlin`.
  package let timeZone: String
  /// The administrators whom `bot.yaml` names: nobody can revoke them from chat.
  package let appointed: Set<Account>
  /// A sentence in the actor's language, without markup, so that it can be searched.
  package let plain: @Sendable (Phrase) -> String
  /// Random keys of this delivery alone.
  package var keys: KeySource
  /// Whether the command takes a change back, which can't be taken back in turn.
  package var isUndoing = false
  /// What others are to be told of what was done.
  package var notices: [Notice] = []

  package init(
    actor: Person, account: Account? = nil, isStranger: Bool = false, now: Moment, root: String,
    isOverheard: Bool = false, isSaidAloud: Bool = false, connection: String,
    newcomer: @escaping @Sendable (Account, String) -> Person?, isDryRun: Bool = false, policy: Policy,
    folding: any Folding, zones: any TimeZones, languages: [SpokenLanguage] = [], timeZone: String,
    appointed: Set<Account> = [],
    plain: @escaping @Sendable (Phrase) -> String = { $0.key }, keys: KeySource
  ) {
    self.actor = actor
    self.account = account ?? actor.account
    self.isStranger = isStranger
    self.now = now
    self.root = root
    self.isOverheard = isOverheard
    self.isSaidAloud = isSaidAloud
    self.connection = connection
    self.newcomer = newcomer
    self.isDryRun = isDryRun
    self.policy = policy
    self.folding = folding
    self.zones = zones
    self.languages = languages
    self.timeZone = timeZone
    self.appointed = appointed
    self.plain = plain
    self.keys = keys
  }

  /// The kind that the root names; `nil` under `group` and `muster`, which take any.
  package var kind: Kind? { Kind(rawValue: root) }

  /// The moment that the actor means.
  ///
  /// - Throws: ``Refusal/date(_:_:)`` when it can't be read.
  package func moment(of date: DateText) throws(Refusal) -> Moment {
    do throws(DateError) {
      return try DateReader(now: now, zone: timeZone, zones: zones).read(folding.folded(date.typed), edge: date.edge)
    } catch {
      throw .date(date, error)
    }
  }

  /// How long a line is for the actor, in Unicode scalars.
  func length(of line: Phrase) -> Int { plain(line).unicodeScalars.count }

  /// Which groups the actor can come across.
  package var sight: Sight {
    if actor.admin(at: now) == .on { return .everything(actor.key) }
    return actor.isExternal ? .external(actor.key) : .employee(actor.key)
  }
}
