import CommandLanguage
import Configuration
import TestSupport
import Testing

@testable import Commands

/// What help shows, and to whom.
@Suite(.temporaryDirectory)
struct HelpTests {
  @Test(arguments: [
    ("help archive", "takes one off the list;…It is written /project archive GROUP…"),
    ("/workgroup help archive", "takes one off the list;…It is written /workgroup archive GROUP…"),
    ("help project archive", "takes one off the list;…It is written /project archive GROUP…"),
    ("help /project archive", "takes one off the list;…It is written /project archive GROUP…"),
    ("help war peace", "makes a new one…"),
    ("help everything stays", "takes one off the list;…"),
    ("help group", "“group” is found here:…/project show: …/project join: …"),
    ("help ÁRCHIVE", "takes one off the list;…"),
    ("help xyzzy", "I have no help on “xyzzy”. /muster help shows all that there is."),
  ])
  func finds(_ text: String, _ reply: String) async throws {
    let chat = try await Chat()
    let heard = await chat.says("ann", text)
    #expect(heard.outcome == "done")
    #expect(heard.text.matches(reply), "\(heard.text)")
  }

  @Test func `nobody is shown what is always denied under that root`() async throws {
    let chat = try await Chat(admins: ["root"], with: "root")
    _ = await chat.says("root", "/admin on")
    for (name, root, verb, isShown) in [
      ("ann", "project", "dates", true), ("ann", "workgroup", "dates", false), ("ann", "collab", "dates", false),
      ("ann", "workgroup", "convert", true), ("ann", "collab", "convert", false),
      ("ann", "collab", "invite", true), ("ann", "collab", "add", true), ("ann", "project", "add", false),
      ("root", "project", "add", true),
    ] {
      let help = await chat.says(name, "/\(root) help").text
      #expect(help.contains("/\(root) \(verb):") == isShown, "\(name): \(help)")
      // Where it can't be used, it is told where it can.
      let page = await chat.says(name, "/\(root) help \(verb)").text
      #expect(page.contains("It is written /\(root) \(verb) ") == isShown, "\(name): \(page)")
      #expect(page.contains("It is written /"))
    }
    #expect(await chat.says("ann", "/muster help").text.contains("/collab add:"))
  }

  @Test func `every command has its description`() throws {
    let path = Shipped.directory + "/texts/en.yaml"
    let keys = try SentenceFile.read(path: path, displayName: path).keys
    for command in CommandCatalog.all {
      let key = HelpEntry.key(of: command.usage)
      #expect(keys.contains(key), "bot-config/texts/en.yaml has no \(key)")
    }
  }

  @Test func `every example can be run`() async throws {
    let chat = try await Chat(admins: ["ann"])
    _ = await chat.says("ann", "/project create Apollo")
    for command in CommandCatalog.all {
      for example in command.usage.examples {
        let heard = await chat.says("ann", "/" + example)
        // Nothing waits for the code of an example, a new group can't be taken back, and an administrator's
        // account becomes nobody else's.
        let refusals = ["error unknown-code", "error final", "error not-empty"]
        let isRun = refusals.contains(heard.outcome) || !heard.outcome.hasPrefix("error")
        #expect(isRun && !heard.outcome.hasPrefix("fault"), "\(example): \(heard)")
      }
    }
  }
}
