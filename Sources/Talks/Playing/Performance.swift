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
  let policy: Policy
  let coverage: Coverage
  let witness: Witness

  private(set) var failures: [Failure] = []
  private var said = Correspondence()
  private var count = 0
  private var late: (sent: Sent, name: String, isTwice: Bool)?
  /// What came several times, for as long as nothing else was said, and how it was answered.
  private var repeated: (sent: Sent, answer: HTTPReply)?
  /// The groups whose logs the talk asks for, and the keys that they had last.
  private let logged: Set<GroupName>
  private var keys: [GroupName: GroupKey] = [:]

  init(
    _ talk: Talk, cast: Cast, on stage: Stage, bot: any TalkBot, household: Household, clock: TalkClock,
    mailbox: Mailbox, folding: any Folding, policy: Policy, coverage: Coverage, witness: Witness
  ) {
    self.talk = talk
    self.cast = cast
    self.stage = stage
    self.bot = bot
    self.household = household
    self.clock = clock
    self.mailbox = mailbox
    facts = StoreFacts(bot: bot, cast: cast, folding: folding)
    self.policy = policy
    self.coverage = coverage
    self.witness = witness
    logged = Set(talk.steps.compactMap { step in if case .log(let name, _, _) = step.action { name } else { nil } })
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
    case .answer(let name, let expectation): check(expectation, of: name, at: step)
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
    case .roomReadsNothing(let room):
      guard let text = said.nextMessage(in: room) else { return }
      fail(step, expected: "no further message in #\(room)", came: text)
    case .group(let name, let wanted):
      for difference in try await facts.differences(name, wanted) { fail(step, difference) }
    case .task(let title, let wanted):
      for difference in try await facts.differences(task: title, wanted) { fail(step, difference) }
    case .log(let name, let entry, let times):
      if let difference = try await facts.difference(name, gone: keys[name], entry, times) { fail(step, difference) }
    case .restart:
      try await bot.restart()
      try await repeatAgain()
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
    try await bot.forget()
  }

  private func set(_ moment: Moment) async throws {
    clock.set(moment)
    try await bot.set(clock: moment)
  }

  private mutating func settle() async throws {
    try await bot.settle()
    for surprise in said.collect(mailbox.posts, objecting: mailbox.takeObjections()) {
      fail(surprise.sent.step, expected: surprise.expected, came: surprise.came, of: surprise.sent)
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
    let sent = Sent(step: step, line: line, text: text, connection: connection, imitation: imitation, request: request)
    let isTwice = speech.faults.contains(.twice)
    guard !speech.faults.contains(.late) else {
      late = (sent, speech.name, isTwice)
      return
    }
    said.passDirects(to: speaker.account)
    if isKilledNext { mailbox.hold() }
    try await deliver(sent, by: speech.name, isTwice: isTwice)
    if !isKilledNext { try await settle() }
    guard let late else { return }
    self.late = nil
    try await deliver(late.sent, by: late.name, isTwice: late.isTwice)
    try await settle()
  }

  /// In milliseconds; what a busy machine makes slow is no difference that a talk is to tell.
  private static let patience = 60_000

  /// Longer than any messenger lets a request wait.
  private static let longAgo = Moment.Span.hours(1)

  private mutating func deliver(_ sent: Sent, by name: String, isTwice: Bool) async throws {
    said.begin(sent, by: name)
    _ = witness.take()
    repeated = nil
    let call = await call(for: sent)
    let client = stage.client
    async let first = client.send(call)
    guard isTwice else { return try await keep(try answer(await first), to: sent) }
    async let second = client.send(call)
    let answers = [try answer(await first), try answer(await second)]
    try await keep(answers[0], to: sent)
    compare(answers[1], with: answers[0], to: sent)
    try await settle()
    repeated = (sent, answers[0])
    try await repeatAgain()
  }

  /// Delivers once more what comes several times, if nothing else was said since.
  private mutating func repeatAgain() async throws {
    guard let (sent, first) = repeated else { return }
    compare(try answer(await stage.client.send(await call(for: sent))), with: first, to: sent)
    try await settle()
  }

  private mutating func compare(_ answer: HTTPReply, with first: HTTPReply, to sent: Sent) {
    guard !answer.isSame(as: first) else { return }
    fail(
      sent.step, expected: "the same answer to each delivery",
      came: "\(first.status) \(first.text), then \(answer.status) \(answer.text)", of: sent)
  }

  private func call(for sent: Sent) async -> HTTPCall {
    HTTPCall(
      method: sent.request.method, url: await bot.address + sent.request.target,
      headers: sent.request.headers.map { ($0.name, $0.value) }, body: sent.request.body,
      milliseconds: Self.patience, allowPrivateAddresses: true)
  }

  /// Keeps the answer to a delivery and what became of it, which the bot itself forgets after a day.
  private mutating func keep(_ answer: HTTPReply, to sent: Sent) async throws {
    let number = sent.line.number
    said.keep(answer, to: number)
    let fate = try await fate(of: sent, answered: answer)
    said.keep(fate, of: number)
    if fate.isCarriedOut { coverage.carriedOut(sent.text, asking: witness.take(), under: policy) }
    if !logged.isEmpty { keys.merge(try await facts.keys(of: logged)) { $1 } }
  }

  /// What became of a delivery; a reading command that was answered at once keeps nothing.
  private func fate(of sent: Sent, answered answer: HTTPReply) async throws -> Fate {
    guard answer.status < 400 else { return Fate(outcome: "refused \(answer.status)", row: nil) }
    let key = sent.key
    if let record = try await bot.snapshot({ reading in try reading.delivery(key) }) {
      return Fate(outcome: record.outcome, row: record.decision?.row)
    }
    let isAnswered = said.lines[sent.line.number]?.messages.isEmpty == false
    return Fate(outcome: "\(isAnswered ? OutcomePattern.done : .nothing)", row: nil)
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

  private mutating func check(_ expectation: Expectation, of name: String, at step: Step) {
    guard let sent = said.last(of: name) else { return }
    let outcome = sent.fate?.outcome ?? "not answered"
    let text = sent.messages.first?.text
    switch expectation {
    case .outcome(let pattern) where !pattern.matches(outcome):
      fail(step, expected: pattern.description, came: outcome, of: sent, text: text)
    case .refused(let status) where outcome != "refused \(status)":
      fail(step, expected: "refused \(status)", came: outcome, of: sent, text: text)
    case .text(let pattern):
      guard let text else { return fail(step, expected: pattern.text, came: "no reply", of: sent) }
      if !pattern.matches(text) { fail(step, expected: pattern.text, came: text, isWords: true, of: sent) }
    case .outcome, .refused: break
    }
  }

  /// The rows of the permission table by which something was denied or done.
  func rows() async throws -> [Row] {
    let logged = try await bot.snapshot { reading in
      try reading.groups(GroupFilter(), in: .everything(PersonKey("")), after: nil, limit: 1_000)
        .flatMap { try reading.log(of: $0.group.key, skipping: 0, limit: 1_000) }.map(\.row)
    }
    return logged + said.lines.values.compactMap { $0.fate?.row }
  }

  /// Everything that was said, what became of it and what was answered.
  func transcript() -> [String] {
    var lines: [String] = []
    for (_, sent) in said.lines.sorted(by: { $0.key < $1.key }) {
      lines.append(sent.step.source)
      lines.append("= \(sent.fate?.outcome ?? "not answered")")
      lines += sent.messages.map { "< \($0.text)" }
    }
    for (name, member) in cast.members.sorted(by: { $0.key < $1.key }) {
      lines += (said.directs[member.account] ?? []).map { "\(name) hears \($0.text)" }
    }
    return lines
  }

  // MARK: - Failing

  /// - Parameter sent: What it is about; without it, what was said last is behind it.
  private mutating func fail(
    _ step: Step, expected: String, came: String, isWords: Bool = false, of sent: Sent? = nil, text: String? = nil
  ) {
    let behind = sent ?? said.latest
    failures.append(
      Failure(
        step: step, expected: expected, came: came, isWords: isWords, fate: behind?.fate,
        line: sent == nil ? behind?.step.source : nil, text: text))
  }

  private mutating func fail(_ step: Step, _ difference: StoreFacts.Difference) {
    fail(step, expected: difference.expected, came: difference.came)
  }
}

extension HTTPReply {
  fileprivate var text: String { String(decoding: body, as: UTF8.self) }

  fileprivate func isSame(as other: HTTPReply) -> Bool { status == other.status && body == other.body }
}
