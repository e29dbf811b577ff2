import Domain
import Engine
import Network
import Platform
import Wiring

/// What the bot of one talk has posted to its messengers, and how they take and answer it.
final class Mailbox: Sendable {
  /// What was posted, each once.
  struct Post: Sendable {
    /// The connection whose messenger has it.
    let connection: String
    /// Where in the messenger, such as `reply/3`.
    let path: String
    let key: String?
    let body: [UInt8]
    /// Who reads it in the direct talk with the bot; `nil` for a reply.
    var direct: (user: String, message: Message)?
  }

  /// A post that the bot should not have made, or not then.
  struct Objection: Sendable {
    /// The number of the line whose reply it is; `nil` where it is none.
    let line: Int?
    let expected: String
    let came: String
  }

  /// By the name of the connection.
  private let imitations: [String: any Imitation]
  private let clock: TalkClock
  private let state = Guarded(State())

  private struct State: Sendable {
    var posts: [Post] = []
    var objections: [Objection] = []
    /// What was asked to wait, by its key, and until when.
    var patience: [String: Moment] = [:]
    /// By connection; until when it throttles, or for ever when it is down.
    var refusals: [String: Refusal] = [:]
    var isHeld = false
    var held: [CheckedContinuation<Bool, Never>] = []
  }

  private enum Refusal: Sendable {
    case down
    case throttled(until: Moment)
  }

  init(_ imitations: [String: any Imitation], clock: TalkClock) {
    self.imitations = imitations
    self.clock = clock
  }

  /// Everything that was posted so far.
  var posts: [Post] { state.withLock { $0.posts } }

  /// What there was to object to since the last time.
  func takeObjections() -> [Objection] {
    state.withLock { state in
      defer { state.objections = [] }
      return state.objections
    }
  }

  func set(_ weather: Weather, on connection: String) {
    let now = clock.now
    state.withLock { state in
      switch weather {
      case .up: state.refusals[connection] = nil
      case .down: state.refusals[connection] = .down
      case .throttled(let span): state.refusals[connection] = .throttled(until: now + span)
      }
    }
  }

  /// Leaves all posts without an answer, until they are let go.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Turns away the posts that were held, as nobody waits for their answers any more.
  func letGo() {
    let held = state.withLock { state in
      defer { state.held = [] }
      state.isHeld = false
      return state.held
    }
    for continuation in held { continuation.resume(returning: true) }
  }

  /// Answers a post as the messenger would.
  func take(_ request: HTTPRequest) async -> HTTPResponse {
    if await wasHeld() { return HTTPResponse(status: 503) }
    let parts = request.target.dropFirst().split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return HTTPResponse(status: 404) }
    var post = Post(
      connection: String(parts[0]), path: String(parts[1]), key: request.header("idempotency-key"),
      body: request.body)
    let served = imitations[post.connection]?.serve(WebRequest(request), at: post.path)
    post.direct = served?.shown
    // What only leads on to a post shows nothing by itself.
    let isShown = served == nil || served?.shown != nil
    let now = clock.now
    return state.withLock { state in
      guard served != nil || post.line != nil else {
        state.objections.append(
          Objection(line: nil, expected: "a post that \(post.connection) knows", came: "one to /\(post.path)"))
        return HTTPResponse(status: 404)
      }
      if let end = post.key.flatMap({ state.patience[$0] }), now < end {
        let early = (end.since(now).milliseconds + 999) / 1_000
        state.objections.append(
          Objection(
            line: post.line, expected: "no post before the time for which \(post.connection) asked",
            came: "one \(early) s before its end"))
      }
      switch state.refusals[post.connection] {
      case .down: return HTTPResponse(status: 503)
      case .throttled(let until) where now < until:
        if let key = post.key { state.patience[key] = until }
        let seconds = (until.since(now).milliseconds + 999) / 1_000
        return HTTPResponse(status: 429, headers: [("retry-after", "\(seconds)")])
      case .throttled, nil: break
      }
      // A repeat after a crash has the same key, by which a messenger, or its reader, knows it.
      if isShown, post.key == nil || !state.posts.contains(where: { $0.key == post.key }) { state.posts.append(post) }
      if let served { return HTTPResponse(served.response) }
      return HTTPResponse(status: 200, headers: [("content-type", "text/plain")], body: Array("ok".utf8))
    }
  }

  private func wasHeld() async -> Bool {
    await withCheckedContinuation { continuation in
      let isHeld = state.withLock { state in
        if state.isHeld { state.held.append(continuation) }
        return state.isHeld
      }
      if !isHeld { continuation.resume(returning: false) }
    }
  }
}

extension Mailbox.Post {
  /// The number of the line to which it is the reply; `nil` where it is none.
  var line: Int? {
    let parts = path.split(separator: "/")
    return parts.count == 2 && parts[0] == "reply" ? Int(parts[1]) : nil
  }
}
