import Domain
import Engine
import TestSupport
import Testing

@testable import Messengers

/// What was not signed by Slack is refused, however near it comes.
struct SlackForgeryTests {
  static let signature = "x-slack-signature"
  static let stamp = "x-slack-request-timestamp"
  static let good = Recording("slack/slash-simple.http").request

  static let variants: [Forgery] = headerVariants + timeVariants + bodyVariants + otherVariants

  static var headerVariants: [Forgery] {
    let value = good.header(signature) ?? ""
    let digits = value.dropFirst(3)
    let values: [String] = [
      "", " ", "v0", "v0=", String(value.dropLast()), String(value.dropFirst()), "\(value)0", "\(value) ", " \(value)",
      "\(value)\n", "\(value)\0", "\(value),\(value)", "\(value)=", value.uppercased(), "v0=\(digits.uppercased())",
      "V0=\(digits)", "v1=\(digits)", "v00=\(digits)", "=\(digits)", "\(digits)", "v0:\(digits)", "v0 =\(digits)",
      "v0= \(digits)", "v0=0x\(digits)", "v0=\(digits.prefix(32))", "v0=\(digits.prefix(2))", "v0=\(digits)\(digits)",
      "v0=\(String(digits.reversed()))", "v0=" + String(repeating: "0", count: 64),
      "v0=" + String(repeating: "f", count: 64),
      "v0=\(digits.dropLast())g", "v0=\(digits.dropLast())\(digits.last == "a" ? "b" : "a")", "sha256=\(digits)",
      "v0=\(digits.dropLast())٣", "null", "*", "%",
    ]
    let others: [Forgery] = [
      Forgery("no signature", good.with(signature, nil)),
      Forgery("the signature twice", good.adding(signature, value)),
      Forgery(
        "a wrong signature before the right one", good.with(headers: [WebHeader(signature, "v0=0")] + good.headers)),
      Forgery("a wrong signature behind the right one", good.adding(signature, "v0=0")),
      Forgery("an empty second signature", good.adding(signature, "")),
      Forgery("the signature under another name", good.with(signature, nil).adding("x-signature", value)),
      Forgery("the signature in the query", good.with(signature, nil).with(target: "/?x-slack-signature=\(value)")),
    ]
    return others + values.map { Forgery("signature “\($0)”", good.with(signature, $0)) }
  }

  static var timeVariants: [Forgery] {
    let values = [
      "", " ", "1767225601", "1767225599", "01767225600", "1767225600 ", " 1767225600", "+1767225600", "-1767225600",
      "1767225600.0", "1767225600\n", "0x6955B900", "1.7672256e9", "1767225600000", "0", "-1", "nan",
      "99999999999999999999999", "9223372036854775807", "١٧٦٧٢٢٥٦٠٠", "1767225600,1767225600", "17672256OO",
    ]
    return [
      Forgery("no timestamp", good.with(stamp, nil)),
      Forgery("the timestamp twice", good.adding(stamp, "1767225600")),
      Forgery("stale, well signed", SlackTests.signed(good.body, at: "1767225299")),
      Forgery("from the future, well signed", SlackTests.signed(good.body, at: "1767225901")),
      Forgery("from 1970, well signed", SlackTests.signed(good.body, at: "0")),
      Forgery("far ahead, well signed", SlackTests.signed(good.body, at: "999999999999")),
      Forgery("a signed timestamp with a sign", SlackTests.signed(good.body, at: "+1767225600")),
      Forgery("a signed timestamp with a blank", SlackTests.signed(good.body, at: " 1767225600")),
      Forgery("a signed timestamp that overflows", SlackTests.signed(good.body, at: "99999999999999999999")),
      Forgery("an empty timestamp, signed", SlackTests.signed(good.body, at: "")),
    ] + values.map { Forgery("timestamp “\($0)”", good.with(stamp, $0)) }
  }

  static var bodyVariants: [Forgery] {
    [
      Forgery("no body", good.with(body: [])),
      Forgery("a trailing line break", good.with(body: good.body + [10])),
      Forgery("a trailing NUL", good.with(body: good.body + [0])),
      Forgery("a trailing blank", good.with(body: good.body + [32])),
      Forgery("a trailing &", good.with(body: good.body + [38])),
      Forgery("a leading blank", good.with(body: [32] + good.body)),
      Forgery("a byte order mark", good.with(body: [0xEF, 0xBB, 0xBF] + good.body)),
      Forgery("without its last byte", good.with(body: good.body.dropLast())),
      Forgery("the body twice", good.with(body: good.body + good.body)),
      Forgery("backwards", good.with(body: good.body.reversed())),
      Forgery("+ written as %20", good.replacing("+", "%20")),
      Forgery("small percent digits", good.replacing("%2F", "%2f")),
      Forgery("decoded", good.replacing("%2F", "/")),
      Forgery("a letter encoded", good.replacing("deploy", "%64eploy")),
      Forgery("another user", good.replacing("U012AB3CD", "U012AB3CE")),
      Forgery("another team", good.replacing("team_id=T012AB3C4", "team_id=T0EVIL")),
      Forgery("another text", good.replacing("production", "producti0n")),
      Forgery("another case", good.replacing("deploy", "Deploy")),
      Forgery("another reply address", good.replacing("hooks.slack.com", "evil.example")),
      Forgery("a field more", good.with(body: good.body + Array("&user_id=U0ADMIN".utf8))),
      Forgery("a field less", good.replacing("&api_app_id=A0KRQLJ9H", "")),
      Forgery("fields in another order", good.replacing("command=%2Fbot&text=deploy", "text=deploy&command=%2Fbot")),
      Forgery("a certificate check added", good.with(body: good.body + Array("&ssl_check=1".utf8))),
      Forgery("an unsigned certificate check", good.with(body: Array("ssl_check=1".utf8))),
    ]
  }

  static var otherVariants: [Forgery] {
    let secrets = [
      "5f2b8c1d9e7a4036b1c2d3e4f5061729", "5F2B8C1D9E7A4036B1C2D3E4F5061728", SlackTests.secret + " ", "x",
      "Xq9legacyVerifToken00001",
    ]
    let methods: [String] = ["GET", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "post", ""]
    let types: [String] = ["text/plain", "", "application/json", "application/xml", "multipart/form-data"]
    var all = [
      Forgery("no content type", good.with("content-type", nil)),
      Forgery("two content types", good.adding("content-type", "application/x-www-form-urlencoded")),
      Forgery("signed for another time", good.with(stamp, "1767225601")),
      Forgery("the signature of another recording", good.with(signature, recordedSignature("slash-empty-text"))),
      Forgery("no headers at all", good.with(headers: [])),
    ]
    all += secrets.map { Forgery("signed with “\($0)”", SlackTests.signed(good.body, by: $0)) }
    all += methods.map { Forgery("method “\($0)”", good.with(method: $0)) }
    all += types.map { Forgery("content type “\($0)”", good.with("content-type", $0)) }
    return all
  }

  private static func recordedSignature(_ name: String) -> String? {
    Recording("slack/\(name).http").request.header(signature)
  }

  @Test func `there are many ways to forge`() {
    #expect(Self.variants.count >= 60)
    #expect(Set(Self.variants.map(\.story)).count == Self.variants.count)
  }

  @Test(arguments: variants)
  func `a forgery is refused`(_ forgery: Forgery) throws {
    let slack = try SlackTests.slack(SlackTests.secret)
    _ = try slack.receive(Self.good, at: .recorded)
    #expect(throws: WebhookError.self) { try slack.receive(forgery.request, at: .recorded) }
  }

  @Test func `of many random changes none is accepted`() throws {
    let slack = try SlackTests.slack(SlackTests.secret)
    var numbers = SeededNumbers(state: 20_261_123)
    var accepted = 0
    for _ in 0..<Effort.amount(soak: 10_000_000, usual: 100_000, brief: 2_000) {
      let request = Self.changed(Self.good, &numbers)
      let isSame =
        request.body == Self.good.body && request.header(Self.signature) == Self.good.header(Self.signature)
        && request.header(Self.stamp) == Self.good.header(Self.stamp)
      if !isSame, (try? slack.receive(request, at: .recorded)) != nil { accepted += 1 }
    }
    #expect(accepted == 0)
  }

  private static func changed(_ request: WebRequest, _ numbers: inout SeededNumbers) -> WebRequest {
    var request = request
    for _ in 0...Int.random(in: 0...2, using: &numbers) {
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0: request = request.with(signature, changed(request.header(signature) ?? "", &numbers))
      case 1: request = request.with(stamp, changed(request.header(stamp) ?? "", &numbers))
      case 2: request = request.adding([signature, stamp].randomElement(using: &numbers) ?? "", "v0=0")
      default: request = request.with(body: request.body.changed(&numbers))
      }
    }
    return request
  }

  private static func changed(_ text: String, _ numbers: inout SeededNumbers) -> String {
    String(decoding: Array(text.utf8).changed(&numbers), as: UTF8.self)
  }
}

extension [UInt8] {
  /// With one byte changed, added, removed or moved, or a part cut off.
  func changed(_ numbers: inout SeededNumbers) -> [UInt8] {
    var bytes = self
    guard let index = indices.randomElement(using: &numbers), let other = indices.randomElement(using: &numbers) else {
      return [UInt8.random(in: 0...255, using: &numbers)]
    }
    switch Int.random(in: 0..<7, using: &numbers) {
    case 0: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
    case 1: bytes[index] = UInt8.random(in: 0...255, using: &numbers)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &numbers), at: index)
    case 3: bytes.remove(at: index)
    case 4: bytes.swapAt(index, other)
    case 5: bytes.insert("&=%+".utf8.randomElement(using: &numbers) ?? 0, at: index)
    default: bytes.removeLast(count - index)
    }
    return bytes
  }
}
