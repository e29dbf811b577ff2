import Domain
import Engine
import Network
import Permissions

/// Everything that people have said in a talk, and what has come back so far.
struct Correspondence {
  /// What was said, by its number.
  private(set) var lines: [Int: Sent] = [:]
  /// The number of what somebody said last and was delivered, by name.
  private var last: [String: Int] = [:]
  /// By room, what nobody has read yet.
  private var rooms: [String: [String]] = [:]
  /// Everything that the bot has written to people directly, in order.
  private(set) var directs: [Account: [Message]] = [:]
  /// How much of it the talk has come past.
  private var directsRead: [Account: Int] = [:]
  private var postsRead = 0
  private var latestNumber: Int?

  /// Something that came and can't be right.
  struct Surprise {
    /// What was said before it.
    let sent: Sent
    let expected: String
    let came: String
  }

  /// The delivery that explains what the store holds.
  var latest: Sent? { latestNumber.flatMap { lines[$0] } }

  /// What the person said last, as far as it was delivered.
  func last(of name: String) -> Sent? { last[name].flatMap { lines[$0] } }

  /// From now on, answers belong to this line.
  mutating func begin(_ sent: Sent, by name: String) {
    lines[sent.line.number] = sent
    last[name] = sent.line.number
    latestNumber = sent.line.number
  }

  /// Takes over what became of a line.
  mutating func keep(_ fate: Fate, of number: Int) { lines[number]?.fate = fate }

  /// Takes over what the HTTP answer said.
  mutating func keep(_ answer: HTTPReply, to number: Int) {
    guard let sent = lines[number] else { return }
    lines[number]?.answer = answer
    if let message = sent.imitation.message(in: answer.body) { add(message, to: number) }
  }

  /// Sorts what was posted since the last time.
  mutating func collect(_ posts: [Mailbox.Post], objecting objections: [Mailbox.Objection]) -> [Surprise] {
    defer { postsRead = posts.count }
    var surprises: [Surprise] = []
    for post in posts.dropFirst(postsRead) {
      if let (user, message) = post.direct {
        directs[Account(connection: post.connection, user: user), default: []].append(message)
        continue
      }
      guard let number = post.line, let sent = lines[number], let message = sent.imitation.message(in: post.body) else {
        surprises += surprise(post.line, expected: "a reply to read", came: String(decoding: post.body, as: UTF8.self))
        continue
      }
      add(message, to: number)
      guard let first = sent.messages.first else { continue }
      surprises.append(
        Surprise(sent: sent, expected: "one reply: \(first.text)", came: "another one: \(message.text)"))
    }
    return surprises + objections.flatMap { surprise($0.line, expected: $0.expected, came: $0.came) }
  }

  /// Nothing where nobody has said anything yet.
  private func surprise(_ number: Int?, expected: String, came: String) -> [Surprise] {
    guard let sent = number.flatMap({ lines[$0] }) ?? latest else { return [] }
    return [Surprise(sent: sent, expected: expected, came: came)]
  }

  /// The next message in the room; `nil` when all are read.
  mutating func nextMessage(in room: String) -> String? {
    guard var waiting = rooms[room], !waiting.isEmpty else { return nil }
    defer { rooms[room] = waiting }
    return waiting.removeFirst()
  }

  /// The next that somebody reads in the direct talk; `nil` when all is read.
  mutating func nextDirect(to account: Account) -> String? {
    let read = directsRead[account, default: 0]
    guard let all = directs[account], read < all.count else { return nil }
    directsRead[account] = read + 1
    return all[read].text
  }

  /// What somebody was told before is not what is told from now on.
  mutating func passDirects(to account: Account) { directsRead[account] = directs[account]?.count }

  private mutating func add(_ message: Message, to number: Int) {
    lines[number]?.messages.append(message)
    if message.isForRoom, let room = lines[number]?.line.room { rooms[room, default: []].append(message.text) }
  }
}

/// Something that was said, on its way or answered.
struct Sent: Sendable {
  let step: Step
  let line: TypedLine
  /// What was typed, with the codes in it.
  let text: String
  let connection: String
  let imitation: any Imitation
  let request: WebRequest
  var answer: HTTPReply?
  /// `nil` until it is answered.
  var fate: Fate?
  var messages: [Message] = []

  /// Under which the bot keeps what became of it.
  var key: DeliveryRecord.Key { DeliveryRecord.Key(connection: connection, id: imitation.delivery(of: line)) }
}

/// What became of a delivery.
struct Fate: Sendable, Equatable {
  /// As it is kept with the delivery, such as `denied G12`.
  let outcome: String
  /// The row of the permission table that allowed or denied it; `nil` where none was asked.
  let row: Row?

  /// Whether it was done, or would be after a Yes.
  var isCarriedOut: Bool { [OutcomePattern.done, .confirm].contains { $0.matches(outcome) } }
}
