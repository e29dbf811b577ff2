import CommandLanguage
import Commands
import Domain

/// One delivery on its way through the bot: what was said, and all that follows from it before the store is asked.
struct Conversation: Sendable {
  let utterance: Utterance
  let connection: Connection
  let now: Moment
  let rulebook: Rulebook
  let parsed: Result<Parsed, UsageError>
  /// Of the delivery, its sender and text: a repeat has the same one.
  let fingerprint: [UInt8]
  private let parcelKey: String
  private let seal: any Seal
  /// Random keys of this delivery alone.
  let keys: KeySource

  init(
    _ utterance: Utterance, on connection: Connection, at now: Moment, sealedBy seal: any Seal,
    under rulebook: Rulebook
  ) {
    self.utterance = utterance
    self.connection = connection
    self.now = now
    self.rulebook = rulebook
    self.seal = seal
    do throws(UsageError) {
      parsed = .success(try CommandCatalog.parse(utterance.pieces))
    } catch {
      parsed = .failure(error)
    }
    let said = utterance.pieces.map(\.fingerprint)
    fingerprint = seal.code(for: ["delivery", connection.name, utterance.delivery, utterance.sender.user] + said)
    var keys = KeySource(seed: fingerprint)
    parcelKey = keys.key(length: KeySource.longKeyLength)
    self.keys = keys
  }

  /// Under which root it was typed, as far as it was understood.
  var root: String {
    switch parsed {
    case .success(let parsed): parsed.root
    case .failure(.missing(_, let root, _)): root
    case .failure: CommandCatalog.portalRoot
    }
  }

  /// Why it was not understood, as the sender may be told.
  func misunderstanding(of actor: Person) -> Refusal {
    guard case .failure(let error) = parsed else { preconditionFailure("what was understood is no mistake") }
    return Refusal(mistake(error, of: actor), in: utterance.pieces)
  }

  /// What is wrong with the text: only choices that the rules allow are offered, and to administrators their commands.
  private func mistake(_ error: UsageError, of actor: Person) -> UsageError {
    do throws(UsageError) {
      _ = try CommandCatalog.parse(utterance.pieces, isAdministrator: actor.isAdmin, offeredBy: rulebook.policy)
      return error
    } catch {
      return error
    }
  }

  var key: DeliveryRecord.Key { DeliveryRecord.Key(connection: connection.name, id: utterance.delivery) }

  var account: Account { Account(connection: connection.name, user: utterance.sender.user) }

  /// Whether the HTTP answer carries the reply; that to a press shows nothing where the messenger gave an address.
  var isInline: Bool { utterance.route == nil || connection.repliesInline && utterance.press == nil }

  /// The reply as a row of the outbox; `nil` where the HTTP answer carries it.
  func parcel(carrying body: [UInt8]) -> Parcel? {
    guard !isInline, let route = utterance.route else { return nil }
    return Parcel(
      key: parcelKey, connection: connection.name, delivery: utterance.delivery,
      address: route.address, body: body, created: now, expires: route.expires, usesLeft: route.uses)
  }

  /// Whether the sender is answered in a direct talk, because everybody in the room would read the reply.
  ///
  /// The room reads the same line then, whatever the reply is.
  var answersDirectly: Bool { utterance.room.isOverheard && connection.messenger.directBase != nil }

  /// Whether everybody in the room reads the reply.
  var isOverheard: Bool { utterance.room.isOverheard && !answersDirectly }

  /// The reply as a direct message.
  func direct(carrying body: [UInt8]) -> Parcel {
    direct(parcelKey, to: utterance.sender.user, on: connection, carrying: body)
  }

  /// A direct message to somebody, as a row of the outbox.
  func direct(_ key: String, to user: String, on connection: Connection, carrying body: [UInt8]) -> Parcel {
    Parcel(
      key: key, connection: connection.name, delivery: utterance.delivery,
      address: Parcel.directAddress(of: user), body: body, created: now, expires: now + Parcel.directLife,
      usesLeft: Parcel.directUses)
  }

  /// The key of what one person is told of this delivery.
  func noticeKey(of person: PersonKey) -> String {
    var keys = KeySource(
      seed: seal.code(for: [
        "notice", connection.name, utterance.delivery, String(now.milliseconds), person.text,
      ]))
    return keys.key(length: KeySource.longKeyLength)
  }

  func answered(_ outcome: Outcome, body: [UInt8], parcels: [Parcel] = []) -> Answer {
    Answer(
      isInline ? .json(body) : .empty, .answered(outcome), delivery: utterance.delivery, parcels: parcels)
  }

  /// The answer to a delivery that was seen before: the same one, or a refusal when something else hides behind its id.
  func repeated(_ record: DeliveryRecord) -> Answer {
    guard record.fingerprint == fingerprint else {
      return Answer(
        .text("This delivery was answered before, for another text.", status: 409), .conflict,
        delivery: utterance.delivery)
    }
    return Answer(
      record.reply.isEmpty ? .empty : .json(record.reply), .repeated(record.outcome), delivery: utterance.delivery)
  }

  /// Nothing was acknowledged: the messenger, or the person, may try again.
  func fault(_ error: any Error) -> Answer {
    let text = (error as? any Explained)?.userText ?? "Something went wrong here and nothing was changed."
    return Answer(.text(text, status: 503), .fault(error), delivery: utterance.delivery)
  }
}

extension Piece {
  fileprivate var fingerprint: String {
    switch self {
    case .text(let text): "t" + text
    case .mention(let user, _): "m" + user
    }
  }
}
