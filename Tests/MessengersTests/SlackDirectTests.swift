import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

/// How people are told directly in Slack.
struct SlackDirectTests {
  let slack: Slack

  init() throws {
    slack = try #require(
      Slack(connection: "slack", signingSecrets: [Secret("secret")], botToken: Secret("acme-bot-token")))
  }

  private static let parcel = Parcel.to(Parcel.directAddress(of: "U012AB3CD"), [])

  @Test(arguments: [("error", "C0NOTHERE0", "x"), ("ratelimited", "C024BE7LR", "again")])
  func `a direct message is the recorded request, byte for byte`(_ name: String, _ channel: String, _ text: String) {
    let recording = Recording("slack/out-chat-postmessage-\(name).http")
    let body = slack.composeDirect(Message(text, answering: nil, at: .recorded))
    let request = slack.post(.to(Parcel.directAddress(of: "U012AB3CD"), body))
    #expect(request.method == "POST")
    #expect(request.target == "https://slack.com" + recording.first[1])
    for name in ["authorization", "content-type"] {
      #expect(request.header(name) == recording.request.header(name))
    }
    // The bot writes to people, the recorded one to a channel.
    let recorded = String(decoding: recording.body, as: UTF8.self)
    #expect(
      String(decoding: request.body, as: UTF8.self) == recorded.replacing("\"\(channel)\"", with: "\"U012AB3CD\""))
  }

  @Test(arguments: hostileTexts)
  func `another reader finds in the JSON what was written`(_ text: String) throws {
    let parcel = Parcel.to(
      Parcel.directAddress(of: "U1"), slack.composeDirect(Message(text, answering: nil, at: .recorded)))
    let object = try JSONSerialization.jsonObject(with: Data(slack.post(parcel).body)) as? [String: String]
    #expect(object == ["channel": "U1", "text": text])
  }

  @Test(arguments: [
    ("U012AB3CD", true), ("W012AB3CD", true), ("C024BE91L", false), ("D024BE91L", false), ("G024BE91L", false),
    ("B024BE91L", false), ("", false), ("u012", false), ("U0/x", false), ("#general", false),
  ])
  func `only a person is told anything, never a channel`(_ user: String, _ isPerson: Bool) {
    let connection = Connection(
      name: "slack", messenger: slack, employees: [], repliesInline: false, replyHosts: ["hooks.slack.com"],
      allowsPrivateAddresses: false)
    let parcel = Parcel.to(Parcel.directAddress(of: user), slack.composeDirect(.saying("Hello")))
    #expect(connection.mayPost(parcel, to: slack.post(parcel).target) == isPerson)
  }

  @Test(arguments: [
    ("out-chat-postmessage", Verdict.taken),
    ("out-chat-postmessage-error", .failed(reason: "Slack says channel_not_found")),
    ("out-chat-postmessage-ratelimited", .again(after: .seconds(30))),
  ])
  func `a recorded answer tells what becomes of it`(_ name: String, _ verdict: Verdict) {
    #expect(slack.verdict(on: Recording("slack/\(name).reply.http").response, to: Self.parcel) == verdict)
  }

  @Test(arguments: [
    (#"{"ok":false,"error":"ratelimited"}"#, Verdict.again(after: .seconds(9))),
    (#"{"ok":false,"error":"service_unavailable"}"#, .again(after: .seconds(9))),
    (#"{"ok":false,"error":"token_revoked"}"#, .failed(reason: "Slack says token_revoked")),
    (#"{"ok":false,"error":"<script> acme-bot-token"}"#, .failed(reason: "Slack refuses it")),
    (#"{"ok":false}"#, .failed(reason: "Slack refuses it")), ("<html>", .again(after: nil)), ("", .again(after: nil)),
    (#"{"ok":"true"}"#, .again(after: nil)), (#"{ "ok" : true }"#, .taken),
    (#"{"ok":true,"message":{"text":"cu"#, .taken),
  ])
  func `the body counts, since Slack says 200 to everything`(_ body: String, _ verdict: Verdict) {
    let answer = WebResponse(status: 200, headers: [WebHeader("retry-after", "9")], body: Array(body.utf8))
    #expect(slack.verdict(on: answer, to: Self.parcel) == verdict)
    // Where replies are posted, the status is all there is.
    #expect(slack.verdict(on: answer, to: .to("https://hooks.slack.com/x", [])) == .taken)
  }

  @Test func `the token is in the request alone`() {
    let parcel = Parcel.to(
      Parcel.directAddress(of: "U1"), slack.composeDirect(Message("Hello", answering: nil, at: .recorded)))
    #expect(!"\(parcel)".contains("acme-bot-token"))
    #expect(!String(decoding: parcel.body, as: UTF8.self).contains("acme-bot-token"))
    var printed = ""
    dump(slack, to: &printed)
    #expect(!(printed + String(reflecting: slack)).contains("acme-bot-token"))
  }

  @Test func `without a token nobody is told directly, and another API can be named`() throws {
    var settings: any ConnectionSettings = SettingsTable(values: ["signing_secret": ["s"]])
    #expect(try #require(Slack(&settings)).directBase == nil)
    settings = SettingsTable(values: ["signing_secret": ["s"], "bot_token": ["t"]])
    #expect(try #require(Slack(&settings)).directBase == "https://slack.com/api")
    settings = SettingsTable(
      values: ["signing_secret": ["s"], "bot_token": ["t"], "api_url": ["https://slack-gov.com/api/"]])
    let gov = try #require(Slack(&settings))
    #expect(gov.post(Self.parcel).target == "https://slack-gov.com/api/chat.postMessage")
  }

  @Test(arguments: [
    ("https://slack.com/api/chat.postMessage", true), ("https://slack.com:8443/api/x", false),
    ("https://hooks.slack.com/x", false), ("http://slack.com/api/x", false), ("https://slack.com.evil.example/", false),
  ])
  func `a direct message goes to the API alone, whatever reply hosts there are`(_ target: String, _ isAllowed: Bool) {
    let connection = Connection(
      name: "slack", messenger: slack, employees: [], repliesInline: false, replyHosts: ["hooks.slack.com"],
      allowsPrivateAddresses: false)
    #expect(connection.mayPost(Self.parcel, to: target) == isAllowed)
    #expect(connection.mayPost(.to(target, []), to: target) == (target == "https://hooks.slack.com/x"))
  }
}
