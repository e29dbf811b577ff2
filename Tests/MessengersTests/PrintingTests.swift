import Domain
import Engine
import Testing

@testable import Messengers

/// What holds a secret can't be printed by accident, alone or as a part of something else.
struct PrintingTests {
  private static let canary = "CANARY9f31"

  private static let parcel = Parcel(
    key: "k", connection: "slack", delivery: "d", address: "https://hooks.slack.com/commands/\(canary)",
    body: Array(canary.utf8), created: .recorded, expires: .recorded, usesLeft: 5)
  private static let direct = Parcel(
    key: "k", connection: "slack", delivery: "d", address: Parcel.directAddress(of: "U2ANN"), body: [],
    created: .recorded, expires: .recorded, usesLeft: 5)
  private static let route = Utterance.Route(address: parcel.address, expires: .recorded, uses: 5)
  private static let utterance = Utterance(
    delivery: "d", sender: Utterance.Sender(user: "U2ANN", tenant: "T0", handle: "ann", name: "ann"), room: .ops,
    pieces: [], route: route)

  @Test func `an address, a token and a body`() throws {
    let slack = try #require(
      Slack(connection: "slack", signingSecrets: [Secret("s")], botToken: Secret(Self.canary)))
    let post = slack.post(Self.direct)
    #expect(post.header("authorization") == "Bearer \(Self.canary)")
    let incoming = WebRequest(
      method: "POST", target: "/hooks/\(Self.canary)", headers: [WebHeader("authorization", Self.canary)],
      body: Array(Self.canary.utf8))
    let things: [any Sendable] = [
      Self.parcel, [Self.parcel], Self.route, Self.utterance, post, slack.post(Self.parcel), incoming,
      Secret(Self.canary),
    ]
    for thing in things {
      var printed = "\(thing)\(String(reflecting: thing))"
      dump(thing, to: &printed)
      #expect(!printed.contains(Self.canary))
      // A body, as its numbers.
      #expect(!printed.contains("67, 65, 78"))
    }
  }
}
