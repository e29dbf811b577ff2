import Commands
import Domain
import Engine
import Network
import Permissions

/// One talk while it is held: its lines one after the other, and what came of them.
struct Performance {
  let talk: Talk
  let cast: Cast
  let stage: Stage
  let bot: any TalkBot
  let household: Household
  let clock: TalkClock
  let mailbox: Mailbox
  let facts: StoreFacts
  let coverage: Coverage

  private(set) var failures: [Failure] = []
  private var said = Correspondence()
  private var count = 0
  private var late: (sent: Sent, name: String)?

  init(
    _ talk: Talk, cast: Cast, on stage: Stage, bot: any TalkBot, household: Household, clock: TalkClock,
    mailbox: Mailbox, folding: any Folding, coverage: Coverage
  ) {
    self.talk = talk
    self.cast = cast
    self.stage = stage
    self.bot = bot
    self.household = household
    self.clock = clock
    self.mailbox = mailbox
    facts = StoreFacts(bot: bot, cast: cast, folding: folding)
    self.coverage = coverage
  }

  /// Holds the talk from its first line to its last; what differs is noted, and the talk goes on.
  ///
  /// - Throws: what keeps it from going on.
  mutating func hold() async throws {
    for (index, step) in talk.steps.enumerated() {
      let next = index + 1 < talk.steps.count ? talk.steps[index + 1].action : nil
      try await take(step, isKilledNext: next == .kill)
    }
  }

  private mutating func take(_ step: Step, isKilledNext: Bool) async throws {
    switch step.action {
    case .setClock(let moment): try await pass(until: moment)
    case .moveClock(let span): try await pass(until: clock.now + span)
    case .say(let speech): try await say(speech, at: step, isKilledNext: isKilledNext)
    case .press(let name, let label): try await press(label, by: name, at: step, isKilledNext: isKilledNext)
    case .answer(let name, let expectation): try await check(expectation, of: name, at: step)
    case .hears(let name, let pattern):
      guard let account = cast.members[name]?.account else { return }
      if let text = said.nextDirect(to: account) {
        if !pattern.matches(text) { fail(step, expected: pattern.text, came: text, isWords: true) }
      } else {
        fail(step, expected: pattern.text, came: "\(name) got no notice")
      }
    case .hearsNothing(let name):
      guard let account = cast.members[name]?.account, let text = said.nextDirect(to: account) else { return }
      fail(step, expected: "no notice for \(name)", came: text)
    case .room(let room, let pattern):
      if let text = said.nextMessage(in: room) {
        if !pattern.matches(text) { fail(step, expected: pattern.text, came: text, isWords: true) }
      } else {
        fail(step, expected: pattern.text, came: "there is no further message in #\(room)")
      }
    case .group(let name, let wanted):
      for difference in try await facts.differences(name, wanted) { try await fail(step, difference) }
    case .task(let title, let wanted):
      for difference in try await facts.differences(task: title, wanted) { try await fail(step, difference) }
    case .log(let name, let entry, let times):
      if let difference = try await facts.difference(name, entry, times) { try await fail(step, difference) }
    case .restart: try await bot.restart()
    case .kill: try await kill()
    case .messenger(let connection, let weather): mailbox.set(weather, on: connection)
    }
  }

  // MARK: - Time

  /// Lets what falls due until then happen when it falls due.
  private mutating func pass(until target: Moment) async throws {
    while let due = try await bot.snapshot({ reading in try reading.nextParcel() }), due <= target {
      try await set(max(due, clock.now))
      try await settle()
    }
    try await set(target)
    try await settle()
  }

  private func set(_ moment: Moment) async throws {
    clock.set(moment)
    try await bot.set(clock: moment)
  }

  private mutating func settle() async throws {
    try await bot.settle()
    for surprise in said.collect(mailbox.posts) {
      fail(surprise.step, expected: surprise.expected, came: surprise.came)
    }
  }

  /// A start takes a while, in which the leases of the process before it end.
  private mutating func kill() async throws {
    try await bot.kill()
    mailbox.letGo()
    try await pass(until: clock.now + Parcel.lease + .seconds(1))
  }

  // MARK: - Talking

  /// Presses a button of the last reply, in the room where that was.
  private mutating func press(_ label: String, by name: String, at step: Step, isKilledNext: Bool) async throws {
    guard let last = said.last(of: name), let reply = last.messages.first else {
      return fail(step, expected: "a button “\(label)”", came: "there is no reply to \(name)")
    }
    // Where the whole room would read a reply, the buttons are in the direct talk.
    let direct = cast.members[name].flatMap { said.directs[$0.account]?.last?.buttons } ?? []
    let buttons = reply.buttons.isEmpty ? direct : reply.buttons
    guard let button = buttons.first(where: { $0.label == label }) else {
      let labels = buttons.map { "“\($0.label)”" }.joined(separator: ", ")
      let came = labels.isEmpty ? "the last reply to \(name) has no buttons" : "the buttons are \(labels)"
      return fail(step, expected: "a button “\(label)”", came: came)
    }
    let room = reply.buttons.isEmpty ? nil : last.line.room
    let speech = Speech(name: name, room: room, faults: [], text: button.command)
    try await say(speech, pressing: button, at: step, isKilledNext: isKilledNext)
  }

  private mutating func say(
    _ speech: Speech, pressing button: ShownButton? = nil, at step: Step, isKilledNext: Bool
  ) async throws {
    guard let speaker = cast.members[speech.name] else { return }
    let connection = speaker.participant.connection
    guard let text = SpokenCode.filled(speech.text, from: { said.last(of: $0)?.messages.first?.text }) else {
      return fail(step, expected: "a code in the last answer", came: "there is none")
    }
    guard let imitation = cast.imitations[connection], let secret = cast.secrets[connection] else { return }
    count += 1
    // No two lines are of one moment.
    try await set(clock.now + .milliseconds(1))
    let line = TypedLine(
      number: count, sender: speaker.sender, room: speech.room, words: cast.words(text, by: speaker),
      time: speech.faults.contains(.stale) ? clock.now - Self.longAgo : clock.now,
      replies: stage.messengerAddress("\(household.name)/\(connection)"), pressed: button)
    let request = imitation.request(for: line, secret: speech.faults.contains(.forged) ? "forged-\(secret)" : secret)
    coverage.said(text)
    let sent = Sent(step: step, line: line, connection: connection, imitation: imitation, request: request)
    guard !speech.faults.contains(.late) else {
      late = (sent, speech.name)
      return
    }
    said.passDirects(to: speaker.account)
    if isKilledNext { mailbox.hold() }
    try await deliver(sent, by: speech.name, isTwice: speech.faults.contains(.twice))
    if !isKilledNext { try await settle() }
    guard let late else { return }
    self.late = nil
    try await deliver(late.sent, by: late.name, isTwice: false)
    try await settle()
  }

  /// In milliseconds; what a busy machine makes slow is no difference that a talk is to tell.
  private static let patience = 60_000

  /// Longer than any messenger lets a request wait.
  private static let longAgo = Moment.Span.hours(1)

  private mutating func deliver(_ sent: Sent, by name: String, isTwice: Bool) async throws {
    said.begin(sent, by: name)
    let call = HTTPCall(
      method: sent.request.method, url: await bot.address + sent.request.target,
      headers: sent.request.headers.map { ($0.name, $0.value) }, body: sent.request.body,
      milliseconds: Self.patience, allowPrivateAddresses: true)
    let client = stage.client
    async let first = client.send(call)
    guard isTwice else { return said.keep(try answer(await first), to: sent.line.number) }
    async let second = client.send(call)
    let answers = [try answer(await first), try answer(await second)]
    try await settle()
    let third = try answer(await client.send(call))
    for answer in [answers[1], third] where !answer.isSame(as: answers[0]) {
      fail(
        sent.step, expected: "the same answer to each delivery",
        came: "\(answers[0].status) \(answers[0].text), then \(answer.status) \(answer.text)")
    }
    said.keep(answers[0], to: sent.line.number)
  }

  private func answer(_ result: Result<HTTPReply, HTTPClientError>) throws -> HTTPReply {
    do throws(HTTPClientError) {
      let reply = try result.get()
      if reply.status >= 400 { coverage.refused(reply.status) }
      return reply
    } catch {
      throw TalkFault(description: "the bot gave no answer: \(error.operatorText)")
    }
  }

  // MARK: - Expecting

  private mutating func check(_ expectation: Expectation, of name: String, at step: Step) async throws {
    guard let sent = said.last(of: name) else { return }
    let outcome = try await outcome(of: sent)
    let text = sent.messages.first?.text
    switch expectation {
    case .outcome(let pattern) where !pattern.matches(outcome):
      fail(step, expected: pattern.description, came: outcome, decision: outcome, text: text)
    case .refused(let status) where outcome != "refused \(status)":
      fail(step, expected: "refused \(status)", came: outcome, decision: outcome, text: text)
    case .text(let pattern):
      guard let text else { return fail(step, expected: pattern.text, came: "no reply", decision: outcome) }
      if !pattern.matches(text) {
        fail(step, expected: pattern.text, came: text, isWords: true, decision: outcome)
      }
    case .outcome, .refused: break
    }
  }

  /// What became of a delivery, as it is kept; a reading command that was answered at once keeps nothing.
  private func outcome(of sent: Sent) async throws -> String {
    guard let answer = sent.answer else { return "not answered" }
    guard answer.status < 400 else { return "refused \(answer.status)" }
    let key = sent.key
    return try await bot.snapshot { reading in try reading.delivery(key)?.outcome } ?? "done"
  }

  /// The rows of the permission table by which something was denied or done.
  func rows() async throws -> [Row] {
    let keys = said.lines.values.map(\.key)
    return try await bot.snapshot { reading in
      let denied = try keys.compactMap { key in try reading.delivery(key)?.outcome }
        .filter { $0.hasPrefix("denied ") }.compactMap { Row(String($0.dropFirst("denied ".count))) }
      let groups = try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 1_000)
      return denied + (try groups.flatMap { try reading.log(of: $0.group.key, skipping: 0, limit: 1_000) }.map(\.row))
    }
  }

  /// Everything that was said, what became of it and what was answered.
  func transcript() async throws -> [String] {
    var lines: [String] = []
    for (_, sent) in said.lines.sorted(by: { $0.key < $1.key }) {
      lines.append(sent.step.source)
      lines.append("= \(try await outcome(of: sent))")
      lines += sent.messages.map { "< \($0.text)" }
    }
    for (name, member) in cast.members.sorted(by: { $0.key < $1.key }) {
      lines += (said.directs[member.account] ?? []).map { "\(name) hears \($0.text)" }
    }
    return lines
  }

  // MARK: - Failing

  private mutating func fail(
    _ step: Step, expected: String, came: String, isWords: Bool = false, decision: String? = nil, text: String? = nil
  ) {
    failures.append(
      Failure(step: step, expected: expected, came: came, isWords: isWords, decision: decision, text: text))
  }

  private mutating func fail(_ step: Step, _ difference: StoreFacts.Difference) async throws {
    var decision: String?
    if let number = said.latest, let sent = said.lines[number] {
      decision = "\(try await outcome(of: sent)), for “\(sent.step.source)”"
    }
    fail(step, expected: difference.expected, came: difference.came, decision: decision)
  }
}

extension HTTPReply {
  fileprivate var text: String { String(decoding: body, as: UTF8.self) }

  fileprivate func isSame(as other: HTTPReply) -> Bool { status == other.status && body == other.body }
}
