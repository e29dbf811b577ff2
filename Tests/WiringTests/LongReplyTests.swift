import Commands
import Domain
import Messengers
import TestSupport
import Testing

@testable import Engine

/// What is long is shown page by page, so that no messenger refuses or cuts it.
@Suite(.temporaryDirectory)
struct LongReplyTests {
  @Test(arguments: ["#", "&", "1."])
  func `twenty of the longest messages fit, page by page`(_ text: String) async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo --privacy private")
    let message = String(repeating: text, count: 2_000 / text.count)
    for number in 1...20 {
      let asked = await chat.says("p\(number)", "/project join Apollo --message \(message)")
      #expect(asked.outcome == "done", "\(asked.text)")
    }
    for list in ["/project requests Apollo", "/muster inbox"] {
      var people: Set<Substring> = []
      for page in 1...20 {
        let command = "\(list) --page \(page)"
        let said = await chat.says("ann", command).text
        people.formUnion(said.split(separator: "@").map { $0.prefix { $0 == "p" || $0.isNumber } })
        for (markup, limit) in try Self.messengers {
          let written = try await chat.answer(to: "ann", command, with: markup)
          #expect(written.unicodeScalars.count <= limit)
        }
        if !said.contains("There are more: add --page \(page + 1)") { break }
      }
      #expect(people.isSuperset(of: (1...20).map { "p\($0)" }))
    }
    // What was never shown is not taken away.
    while await chat.says("ann", "/muster inbox").text.contains("There are more") {
      let shown = await chat.says("ann", "/muster inbox --clear").text
      #expect(shown.unicodeScalars.count < 5_500)
    }
    #expect(await chat.says("ann", "/muster inbox").text.contains("@p1 "))
  }

  @Test func `short messages fill a page`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo --privacy private")
    for number in 1...21 { _ = await chat.says("p\(number)", "/project join Apollo --message Please let me in") }
    let said = await chat.says("ann", "/project requests Apollo").text
    #expect(said.split(separator: "\n").count { $0.hasPrefix("  ") } == 20)
    #expect(said.contains("There are more: add --page 2."))
    // Who asked last reads the own request, however many wait before it.
    await chat.talk([("p21", "/project requests Apollo", "done", "…\n“Please let me in”\n…withdraw …")])
  }

  @Test func `of more people than a command can name, fifty are named`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo --privacy private")
    for number in 1...52 { _ = await chat.says("p\(number)", "/project join Apollo") }
    let said = await chat.says("ann", "/project privacy Apollo to public")
    #expect(said.text.matches("…\n@p1, @p2, …, @p50, and 2 more had asked to join …"), "\(said.text)")
  }

  @Test func `the log shows the beginning of many tags`() async throws {
    let chat = try await Chat()
    _ = await chat.says("ann", "/project create Apollo")
    let tags = (1...20).map { "\($0)" + String(repeating: "x", count: 40) }
    _ = await chat.says("ann", "/project edit Apollo --tags \(tags.joined(separator: ","))")
    let log = await chat.says("ann", "/project log Apollo").text
    #expect(log.contains("3xxxx") && log.contains("…") && !log.contains("4xxxx"))
  }

  @Test func `what is too long all the same says that it is cut, at the end of a line`() {
    #expect("one\ntwo".cut(to: 7, ending: "cut") == "one\ntwo")
    #expect("one\ntwo\nthree".cut(to: 12, ending: "cut") == "one\ntwo\ncut")
    #expect("one\ntwo\nthree".cut(to: 9, ending: "cut") == "one\ncut")
    #expect("endless".cut(to: 6, ending: "cut") == "en\ncut")
  }

  /// How each messenger writes, and how much it takes.
  private static var messengers: [(markup: any Markup, limit: Int)] {
    get throws {
      let slack = try #require(Slack(connection: "slack", signingSecrets: [Secret("s")]))
      let mattermost = try #require(Mattermost(connection: "mattermost", tokens: [Secret("t")]))
      return [(slack.markup, Slack.textLimit), (mattermost.markup, Mattermost.textLimit)]
    }
  }
}
