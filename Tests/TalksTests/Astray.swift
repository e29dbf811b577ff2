import CommandLanguage
import Commands
import Domain
import Engine

/// A messenger's product that posts to where the messenger has nothing.
struct Astray: Messenger {
  static let name = "astray"
  static let replyHosts: [String] = []
  static let textLimit = Int.max

  let messenger: any Messenger

  init(messenger: any Messenger) { self.messenger = messenger }

  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    try messenger.receive(request, at: now)
  }

  var markup: any Markup { messenger.markup }

  func compose(_ message: Message) -> [UInt8] { messenger.compose(message) }

  func post(_ parcel: Parcel) -> WebRequest {
    let post = messenger.post(parcel)
    let directory = post.target.prefix(upTo: post.target.lastIndex(of: "/") ?? post.target.endIndex)
    return WebRequest(method: post.method, target: directory + "/elsewhere", headers: post.headers, body: post.body)
  }

  var directBase: String? { messenger.directBase }

  func composeDirect(_ message: Message) -> [UInt8] { messenger.composeDirect(message) }

  func verdict(on response: WebResponse, to parcel: Parcel) -> Verdict { messenger.verdict(on: response, to: parcel) }
}
