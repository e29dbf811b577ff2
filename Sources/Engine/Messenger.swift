package import Domain

/// A chat service, such as Slack: how its webhooks are read, and how replies are written for it.
///
/// A messenger lives in the files of `Messengers` that begin with its name; add it to `MessengerCatalog.all` and it can be
/// configured.
package protocol Messenger: Sendable {
  /// What it is called in `bot.yaml`, such as `slack`.
  static var name: String { get }

  /// The hosts to which replies may go if the operator names no others.
  static var replyHosts: [String] { get }

  /// Reads what the messenger needs; `nil` when something is missing, which `settings` has recorded.
  init?(_ settings: inout any ConnectionSettings)

  /// Checks that the request is genuine and reads it.
  ///
  /// - Throws: ``WebhookError``; nothing of the request may then be believed.
  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception

  /// How text is written for this messenger.
  var markup: any Markup { get }

  /// The longest text that ``compose(_:)`` takes, in Unicode scalars; lists are paged long before, and what is longer
  /// all the same says that it is cut.
  static var textLimit: Int { get }

  /// The body of a reply, for the HTTP answer as well as for a post.
  func compose(_ message: Message) -> [UInt8]

  /// Where the messenger's API is that sends direct messages, such as `https://slack.com/api`; they go nowhere else.
  ///
  /// It is `nil` when the connection can send none.
  var directBase: String? { get }

  /// The body of a direct message, without whom it is for.
  func composeDirect(_ message: Message) -> [UInt8]

  /// The request that delivers a parcel; its target is the parcel's whole address, or in the messenger's API.
  func post(_ parcel: Parcel) -> WebRequest

  /// What the messenger's answer to a post means.
  func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict
}

extension Messenger {
  package var directBase: String? { nil }

  package func composeDirect(_ message: Message) -> [UInt8] { compose(message) }

  package func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict { .byStatus(of: response) }
}

/// What a request turned out to be.
package enum Reception: Sendable {
  case utterance(Utterance)
  /// Something that the protocol answers by itself, such as a certificate check.
  case answer(WebResponse)
}

/// Why a request is not believed or not understood.
package enum WebhookError: Error, Equatable {
  /// No signature or token, or a wrong one: 401.
  case forged
  /// A good signature that is too old or from the future: 401.
  case stale
  /// 405.
  case method
  /// Genuine, but not what the messenger's documents describe: 400. The reason is for the log and holds nothing of the body.
  case malformed(reason: String)

  package var status: Int {
    switch self {
    case .forged, .stale: 401
    case .method: 405
    case .malformed: 400
    }
  }

  /// What the sender of the request reads; it tells a forger nothing.
  package var userText: String {
    switch self {
    case .forged, .stale: "This request is not signed as it should be."
    case .method: "This address takes POST requests of a messenger."
    case .malformed(let reason): "This request can't be read: \(reason)."
    }
  }
}

/// What became of a post.
package enum Verdict: Sendable, Equatable {
  case taken
  /// Try again, at the earliest after the time that the messenger asked for.
  case again(after: Moment.Span?)
  /// It will never be taken.
  case failed(reason: String)
  /// Only a part of the way: the parcel is to be posted to this address now. A later try begins at the beginning.
  case next(address: String)

  /// By the status alone: 2xx taken, 429 and 5xx again, everything else final.
  package static func byStatus(of response: WebResponse) -> Verdict {
    switch response.status {
    case 200..<300: .taken
    case 429, 500...: .again(after: response.seconds("retry-after"))
    default: .failed(reason: "HTTP \(response.status)")
    }
  }
}

/// How a messenger writes text.
package protocol Markup: Sendable {
  /// A text from outside, so that it is shown as it is: no markup, no mention, no link.
  func plain(_ text: String) -> String

  /// Something to type.
  func code(_ text: String) -> String

  /// A person, in the way that this messenger shows people.
  func mention(_ person: Person) -> String

  /// A line of a list.
  func item(_ text: String) -> String

  /// The name of a field on a card; the colon is the sentence's own.
  func label(_ text: String) -> String
}
