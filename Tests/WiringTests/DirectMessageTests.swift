import Commands
import Delivery
import Domain
import Engine
import Messengers
import Network
import Platform
import Storage
import TestSupport
import Testing

/// Direct messages on their way through the courier to a messenger's API, which stands in for the real one.
@Suite(.temporaryDirectory, .tags(.io))
struct DirectMessageTests {
  @Test func `Mattermost's channel is made first, and the post goes into it, with the token at both`() async throws {
    try await Post.carried(by: Self.mattermost, answers: [(201, #"{"id":"dm1"}"#), (201, "{}")]) { post async throws in
      await post.isTried()
      #expect(
        post.requests == [
          Post.Request(path: "/api/v4/channels/direct", token: "Bearer t0ken", body: #"["bot","UANN"]"#),
          Post.Request(
            path: "/api/v4/posts", token: "Bearer t0ken",
            body: #"{"channel_id":"dm1","pending_post_id":"p1","message":"Hello"}"#),
        ])
      #expect(try await post.outbox() == (0, 0))
      #expect(try await post.inbox().isEmpty)
    }
  }

  @Test func `a later try begins at the beginning, until the messenger is up again`() async throws {
    let answers = [(201, #"{"id":"dm1"}"#), (503, ""), (503, ""), (201, #"{"id":"dm1"}"#), (201, "{}")]
    try await Post.carried(by: Self.mattermost, answers: answers) { post async throws in
      await post.isTried()
      #expect(try await post.outbox() == (1, 0))
      await post.isTried(after: .seconds(2))
      await post.isTried(after: .seconds(10))
      let (channel, posts) = ("/api/v4/channels/direct", "/api/v4/posts")
      #expect(post.requests.map(\.path) == [channel, posts, channel, channel, posts])
      #expect(try await post.outbox() == (0, 0))
      #expect(try await post.inbox().isEmpty)
    }
  }

  @Test(arguments: [
    (mattermost, [(404, "")]), (mattermost, [(201, #"{"id":"dm1"}"#), (403, "")]),
    (slack, [(200, #"{"ok":false,"error":"token_revoked"}"#)]),
    (slack, [(200, #"{"ok":false,"error":"user_not_found"}"#)]),
  ])
  func `what the messenger will never take waits in the inbox`(
    _ messenger: @Sendable (String) -> (any Messenger)?, _ answers: [(Int, String)]
  ) async throws {
    try await Post.carried(by: messenger, answers: answers) { post async throws in
      await post.isTried()
      #expect(try await post.outbox() == (0, 1))
      #expect(try await post.inbox() == [post.notice])
      await post.isTried(after: .hours(1))
      #expect(post.requests.count == answers.count)
    }
  }

  @Test func `what could not be sent for a day waits in the inbox`() async throws {
    try await Post.carried(by: Self.slack, answers: [(429, "")]) { post async throws in
      await post.isTried()
      #expect(try await post.inbox().isEmpty)
      await post.isTried(after: Parcel.directLife)
      #expect(try await post.outbox() == (0, 1))
      #expect(try await post.inbox() == [post.notice])
      #expect(post.requests.count == 1)
    }
  }

  @Test func `nothing goes anywhere else than to the API`() async throws {
    try await Post.carried(by: { Self.slack($0).map { Astray($0) } }, answers: [(200, #"{"ok":true}"#)]) {
      post async throws in
      await post.isTried()
      #expect(post.requests.isEmpty)
      #expect(try await post.inbox() == [post.notice])
    }
  }

  private static let mattermost: @Sendable (String) -> (any Messenger)? = { server in
    Mattermost(
      connection: "chat", tokens: [Secret("x")], botUser: "bot", botToken: Secret("t0ken"), serverURL: server,
      allowsPrivateAddresses: true)
  }

  private static let slack: @Sendable (String) -> (any Messenger)? = { server in
    Slack(
      connection: "chat", signingSecrets: [Secret("x")], botToken: Secret("t0ken"), apiURL: server + "/api",
      allowsPrivateAddresses: true)
  }
}

/// One direct message to ann, on its way.
private struct Post {
  let notice: PersonalNotice
  private let store: SQLiteStore
  private let courier: Courier
  private let clock: HandClock
  private let script: Script

  struct Request: Equatable, Sendable {
    let path: String
    let token: String?
    let body: String
  }

  /// What the messenger's side answers, one after the other, and what it was asked.
  private final class Script: Sendable {
    let requests = Guarded<[Request]>([])
    let answers: [(Int, String)]

    init(_ answers: [(Int, String)]) { self.answers = answers }

    func answer(_ request: HTTPRequest) -> HTTPResponse {
      let count = requests.withLock { requests in
        requests.append(
          Request(
            path: request.target, token: request.header("authorization"),
            body: String(decoding: request.body, as: UTF8.self)))
        return requests.count
      }
      guard count <= answers.count else { return HTTPResponse(status: 500) }
      return HTTPResponse(status: answers[count - 1].0, body: Array(answers[count - 1].1.utf8))
    }
  }

  /// Puts the message into the outbox, and gives it to a courier while `operation` runs.
  static func carried(
    by messenger: (String) -> (any Messenger)?, answers: [(Int, String)], _ operation: (Post) async throws -> Void
  ) async throws {
    let (script, clock) = (Script(answers), HandClock())
    let loop = try EventLoop(name: "direct")
    loop.start()
    let client = HTTPClient(on: loop)
    let store = try await SQLiteStore.open(
      path: TemporaryDirectory.path + "/direct-\(UInt64.random(in: 0...UInt64.max)).db", portal: "test",
      newSeed: Array(1...32), at: clock.now)
    try await HTTPServer.serving(
      on: loop, address: "127.0.0.1", port: 0, handle: { script.answer($0) },
      while: { server in
        let messenger = try #require(messenger("http://127.0.0.1:\(server.port)"))
        let connection = Connection(
          name: "chat", messenger: messenger, employees: [], repliesInline: false, replyHosts: ["hooks.example"],
          allowsPrivateAddresses: true)
        let courier = Courier(
          on: loop, store: store, client: client, connections: ["chat": connection], now: { clock.now },
          jitter: { 0.5 }, report: { _ in })
        let notice = PersonalNotice(
          key: "p1", to: PersonKey("ann"), at: clock.now,
          [PersonalNotice.Part(about: nil, [Phrase("notice.left")])])
        let parcel = Parcel(
          key: "p1", connection: "chat", delivery: "d1", address: Parcel.directAddress(of: "UANN"),
          body: messenger.composeDirect(Message("Hello", answering: nil, at: clock.now)), created: clock.now,
          expires: clock.now + Parcel.directLife, usesLeft: Parcel.directUses)
        try await store.transaction { try $0.enqueue(parcel, leaseEnd: parcel.created, telling: notice) }
        try await operation(Post(notice: notice, store: store, courier: courier, clock: clock, script: script))
      })
    await client.close()
    loop.stop()
    await store.close()
  }

  var requests: [Request] { script.requests.withLock { $0 } }

  /// Lets time pass, and what is due be tried.
  func isTried(after span: Moment.Span = .seconds(0)) async {
    clock.move(span)
    _ = await courier.takeDue()
    await courier.idle()
  }

  func outbox() async throws -> (waiting: Int, failed: Int) { try await store.snapshot { try $0.outboxDepth() } }

  func inbox() async throws -> [PersonalNotice] {
    try await store.snapshot { try $0.notices(to: PersonKey("ann"), behind: nil, limit: 9) }
  }
}

/// A messenger that sends its token elsewhere.
private struct Astray: Messenger {
  static let name = "astray"
  static let replyHosts: [String] = []
  static let textLimit = Int.max

  let messenger: any Messenger

  init(_ messenger: any Messenger) { self.messenger = messenger }

  init?(_ settings: inout any ConnectionSettings) { nil }

  func receive(_ request: WebRequest, at now: Moment) throws(WebhookError) -> Reception {
    try messenger.receive(request, at: now)
  }

  var markup: any Markup { messenger.markup }

  var directBase: String? { "https://elsewhere.example/api" }

  func compose(_ message: Message) -> [UInt8] { messenger.compose(message) }

  func composeDirect(_ message: Message) -> [UInt8] { messenger.composeDirect(message) }

  func post(_ parcel: Parcel) -> WebRequest { messenger.post(parcel) }
}
