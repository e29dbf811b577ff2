import Commands
import Domain
import Engine
import Foundation
import Testing

@testable import Messengers

/// How people are told directly in Mattermost: first the channel, then the post in it.
struct MattermostDirectTests {
  let mattermost: Mattermost

  init() throws {
    mattermost = try #require(
      Mattermost(
        connection: "chat", tokens: [Secret("token")], botUser: "zbotzbotzbotzbotzbotzbotzb",
        botToken: Secret("9xuqwrwgstrb3mzrxb83nb357a"), serverURL: "https://chat.example.com/",
        publicURL: "https://bot.example.com"))
  }

  private static let user = "rnina9994bde8mua79zqcg5hmo"
  private static let channel = "fukxanjgjbnp7ng383at53k1sy"
  private static let parcel = Parcel.to(Parcel.directAddress(of: user), [])

  @Test func `the channel of the two is asked for first, and its id leads on`() throws {
    let request = mattermost.post(Self.parcel)
    #expect(request.method == "POST")
    #expect(request.target == "https://chat.example.com/api/v4/channels/direct")
    #expect(request.body == Array(#"["zbotzbotzbotzbotzbotzbotzb","rnina9994bde8mua79zqcg5hmo"]"#.utf8))
    let answer = WebResponse(status: 201, body: Array(#"{"id":"\#(Self.channel)","type":"D"}"#.utf8))
    let address = Parcel.directAddress(of: "\(Self.user) \(Self.channel)")
    #expect(mattermost.verdict(on: answer, to: Self.parcel) == .next(address: address))
  }

  @Test func `the post has the form of the recorded one`() throws {
    let recording = Recording("mattermost/out-post-create.http")
    let parcel = Parcel.to(
      Parcel.directAddress(of: "\(Self.user) \(Self.channel)"),
      mattermost.composeDirect(Message("Deploy finished, @alan", answering: nil, at: .recorded)))
    let request = mattermost.post(parcel)
    #expect(request.target == "https://chat.example.com" + recording.first[1])
    for name in ["accept", "authorization", "content-type"] {
      #expect(request.header(name) == recording.request.header(name))
    }
    let body = try JSON(reading: request.body)
    let recorded = try JSON(reading: recording.body)
    for name in ["channel_id", "message"] { #expect(body.text(name) == recorded.text(name)) }
    // So that the server takes it once.
    #expect(body.text("pending_post_id") == parcel.key)
    #expect(mattermost.verdict(on: Recording("mattermost/out-post-create.reply.http").response, to: parcel) == .taken)
  }

  @Test(arguments: hostileTexts)
  func `another reader finds in the JSON what was written`(_ text: String) throws {
    let parcel = Parcel.to(
      Parcel.directAddress(of: "u c"), mattermost.composeDirect(Message(text, answering: nil, at: .recorded)))
    let object = try JSONSerialization.jsonObject(with: Data(mattermost.post(parcel).body)) as? [String: String]
    #expect(object == ["channel_id": "c", "message": text, "pending_post_id": "k"])
  }

  @Test func `buttons come along`() throws {
    let body = mattermost.composeDirect(.saying("Sure?", buttons: .yesAndNo, in: .overheard))
    let post = try JSON(reading: mattermost.post(.to(Parcel.directAddress(of: "u c"), body)).body)
    let actions = post["props"]?["attachments"]?.elements.first?["actions"]?.elements ?? []
    #expect(actions.map { $0.text("name") } == ["Yes", "No"])
  }

  @Test(arguments: ["u", "u c"])
  func `at each step, an answer tells what becomes of it`(_ way: String) {
    let parcel = Parcel.to(Parcel.directAddress(of: way), [])
    let limited = Recording("mattermost/out-ratelimited.reply.http").response
    #expect(mattermost.verdict(on: limited, to: parcel) == .again(after: .seconds(1)))
    #expect(mattermost.verdict(on: WebResponse(status: 502), to: parcel) == .again(after: nil))
    for status in [400, 401, 403, 404] {
      #expect(mattermost.verdict(on: WebResponse(status: status), to: parcel) == .failed(reason: "HTTP \(status)"))
    }
  }

  @Test(arguments: ["", "<html>", "{}", #"{"id":7}"#, #"{"id":""}"#, #"{"id":"../../users"}"#, #"{"id":"a?b"}"#])
  func `a channel that is none leads nowhere`(_ body: String) {
    let answer = WebResponse(status: 201, body: Array(body.utf8))
    #expect(mattermost.verdict(on: answer, to: Self.parcel) == .again(after: nil))
  }

  @Test(arguments: [
    ("rnina9994bde8mua79zqcg5hmo", true), ("", false), ("rnina/fukxanjgjbnp7ng383at53k1sy", false), ("../posts", false),
    ("u ../posts", false), ("u ", false), (" c", false), ("u c d", false),
  ])
  func `only a person is told anything`(_ way: String, _ isPerson: Bool) {
    let connection = Connection(
      name: "chat", messenger: mattermost, employees: [], repliesInline: false, replyHosts: ["chat.example.com"],
      allowsPrivateAddresses: false)
    let parcel = Parcel.to(Parcel.directAddress(of: way), mattermost.composeDirect(.saying("Hello")))
    #expect(connection.mayPost(parcel, to: mattermost.post(parcel).target) == isPerson)
  }

  @Test func `a token needs an account and a server`() {
    var table = SettingsTable(values: ["token": ["t"], "bot_token": ["b"]])
    var settings: any ConnectionSettings = table
    _ = Mattermost(&settings)
    #expect((settings as? SettingsTable)?.problems == ["bot_user_id", "server_url"])
    table.values = ["token": ["t"]]
    settings = table
    #expect(Mattermost(&settings)?.directBase == nil)
    #expect((settings as? SettingsTable)?.problems == [])
    table.values = [
      "token": ["t"], "bot_token": ["b"], "bot_user_id": ["u"], "server_url": ["https://chat.example.com"],
    ]
    settings = table
    #expect(Mattermost(&settings)?.directBase == "https://chat.example.com/api/v4")
  }

  @Test func `the token is in the request alone`() {
    let parcel = Parcel.to(
      Parcel.directAddress(of: "u"), mattermost.composeDirect(Message("Hello", answering: nil, at: .recorded)))
    var printed = "\(parcel)" + String(decoding: parcel.body, as: UTF8.self)
    dump(mattermost, to: &printed)
    #expect(!printed.contains("9xuqwrwgstrb3mzrxb83nb357a"))
  }
}
