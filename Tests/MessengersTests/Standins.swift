import CommandLanguage
import Commands
import Domain
import Engine
import Testing

/// Settings as a table; it keeps which problems were found.
struct SettingsTable: ConnectionSettings {
  var name = "chat"
  var values: [String: [String]] = [:]
  var problems: [String] = []
  var needsReplyHosts = false

  mutating func secret(_ key: String) -> Secret? { secrets(key).first }
  mutating func optionalSecret(_ key: String) -> Secret? { optionalSecrets(key).first }
  mutating func optionalSecrets(_ key: String) -> [Secret] { (values[key] ?? []).map { Secret($0) } }
  mutating func text(_ key: String, default: String?) -> String? {
    if values[key] == nil, `default` == nil { problems.append(key) }
    return values[key]?.first ?? `default`
  }
  mutating func address(_ key: String) -> String? { values[key]?.first }
  mutating func apiAddress(_ key: String, isRequired: Bool) -> String? {
    if isRequired, values[key] == nil { problems.append(key) }
    return values[key]?.first
  }
  mutating func needReplyHosts() { needsReplyHosts = true }
  mutating func list(_ key: String, default: [String]) -> [String] { values[key] ?? `default` }
  mutating func flag(_ key: String, default: Bool) -> Bool { values[key].map { $0 == ["true"] } ?? `default` }

  mutating func secrets(_ key: String) -> [Secret] {
    let found = optionalSecrets(key)
    if found.isEmpty { problems.append(key) }
    return found
  }
}

/// The same numbers from the same seed, on every machine.
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func bytes(_ count: Int, from alphabet: [UInt8] = Array(0...255)) -> [UInt8] {
    (0..<count).map { _ in alphabet.randomElement(using: &self) ?? 0 }
  }
}

extension Moment {
  static let recorded = Moment(seconds: 1_767_225_600)
}

extension Utterance.Room {
  static let ops = Utterance.Room(id: "C024BE7LR", isDirect: false)
  static let overheard = Utterance.Room(id: "C024BE7LR", isDirect: false, isOverheard: true)
}

extension Message {
  /// A reply to a command of somebody in that room.
  static func saying(
    _ text: String, buttons: [Button] = [], to audience: Reply.Audience = .sender, in room: Utterance.Room = .ops,
    press: Utterance.Press? = nil, replacesPressed: Bool = false
  ) -> Message {
    let utterance = Utterance(
      delivery: "d1",
      sender: Utterance.Sender(
        user: "rd49ehbqyjytddasoownkuqrxe", tenant: "5xxzt146eax4tul69409opqjlf", handle: "alice", name: "alice"),
      room: room, pieces: [], route: nil, press: press)
    return Message(
      text, buttons: buttons, to: audience, answering: utterance, replacesPressed: replacesPressed, at: .recorded)
  }
}

extension [Message.Button] {
  static let yesAndNo = [
    Message.Button("Yes", "/project confirm 4F7K", isDangerous: true), Message.Button("No", "/project cancel 4F7K"),
  ]
}

extension Reception {
  var utterance: Utterance? {
    guard case .utterance(let utterance) = self else { return nil }
    return utterance
  }

  var answer: WebResponse? {
    guard case .answer(let answer) = self else { return nil }
    return answer
  }
}

extension WebRequest {
  func with(
    method: String? = nil, target: String? = nil, headers: [WebHeader]? = nil, body: [UInt8]? = nil
  ) -> WebRequest {
    WebRequest(
      method: method ?? self.method, target: target ?? self.target, headers: headers ?? self.headers,
      body: body ?? self.body)
  }

  func with(_ name: String, _ value: String?) -> WebRequest {
    let others = headers.filter { $0.name != name }
    return with(headers: others + (value.map { [WebHeader(name, $0)] } ?? []))
  }

  func adding(_ name: String, _ value: String) -> WebRequest { with(headers: headers + [WebHeader(name, value)]) }

  func replacing(_ old: String, _ new: String) -> WebRequest {
    with(body: Array(String(decoding: body, as: UTF8.self).replacing(old, with: new).utf8))
  }
}

/// A request that must be refused, and what was done to it.
struct Forgery: Sendable, CustomTestStringConvertible {
  let story: String
  let request: WebRequest

  init(_ story: String, _ request: WebRequest) {
    self.story = story
    self.request = request
  }

  var testDescription: String { story }
}
