import CommandLanguage
import Commands
import Domain
import Engine
import Storage
import TestSupport
import Testing

/// What somebody reads who has chosen German, and what everybody reads where it is the portal's language.
@Suite(.temporaryDirectory)
struct GermanTests {
  /// A chat in which ann reads German.
  private static func chat() async throws -> Chat {
    let chat = try await Chat(admins: ["root"], with: "ann", "bob", "root")
    #expect(
      await chat.says("ann", "/muster me language de").text == "Ab jetzt antworte ich dir in dieser Sprache: Deutsch.")
    return chat
  }

  @Test func `each reads the own language`() async throws {
    let chat = try await Self.chat()
    await chat.talk([
      ("ann", "/project create Apollo", "done", "Apollo ist angelegt und gehört dir (Projekt, öffentlich). …"),
      ("bob", "/project join Apollo", "done", "You are a member of Apollo.…"),
      ("bob", "/project archive Apollo", "denied G12", "Only the owner can archive Apollo.\nAsk @ann."),
      ("bob", "/project create Vega", "done", "…"),
      ("ann", "/project archive Vega", "denied G12", "Nur der Inhaber kann Vega archivieren.\nFrag @bob."),
      ("ann", "/project archive Nirgends", "not found", "Es gibt keine Gruppe „Nirgends“, die du sehen kannst.\n…"),
      ("ann", "/project archve Apollo", "error unknown-verb", "Nach /project gibt es kein „archve“.\nMeinst du …"),
      ("ann", "/project unbin Apollo", "error unknown-verb", "…Meinst du etwas davon: /project unban und …"),
      ("ann", "/project invite @bob @root to Apollo", "done", "…"),
      (
        "ann", "/project dates Apollo --until 31.12.2026", "done",
        "Apollo läuft bis Donnerstag, 31. Dezember 2026 (Europe/Berlin)."
      ),
      (
        "ann", "/project dates Apollo --until \"31 Dec 18:00\"", "done",
        "Apollo läuft bis Donnerstag, 31. Dezember 2026, 18:00 Uhr (Europe/Berlin)."
      ),
      (
        "ann", "/project create \(String(repeating: "x", count: 101))", "error over-limit",
        "Der Name ist 101 Zeichen lang; höchstens 100 passen hinein."
      ),
      (
        "ann", "/project privacy Apollo to sideways", "error not-a-choice",
        "Die Sichtbarkeit kann nicht „sideways“ sein: Möglich sind public, private und hidden."
      ),
    ])
    #expect(
      await chat.says("ann", "/project list").text.matches(
        "…Apollo (…): Projekt, öffentlich, 2 Mitglieder\n…1 Mitglied"))
  }

  @Test func `help is in the reader's language, and is searched in it`() async throws {
    let chat = try await Self.chat()
    #expect(
      await chat.says("ann", "/muster help").text.hasPrefix("Das verstehe ich:\n  /project create: legt etwas Neues an")
    )
    let page = await chat.says("ann", "/muster help archive").text
    #expect(page.matches("nimmt es aus der Liste;…So wird es geschrieben: /project archive GRUPPE…Beispiele:…"))
    #expect(await chat.says("ann", "/project archive").text.contains("So wird es geschrieben: /project archive GRUPPE"))
    #expect(await chat.says("ann", "/muster help gruppe").text.contains("/project archive: "))
    #expect(await chat.says("ann", "/muster help Vorbild").text.hasPrefix("legt etwas Neues nach seinem Vorbild an"))
    #expect(await chat.says("bob", "/muster help Vorbild").text.hasPrefix("I have no help on “Vorbild”."))
  }

  @Test func `every command has its page of help`() async throws {
    let chat = try await Self.chat()
    _ = await chat.says("root", "/muster me language de")
    _ = await chat.says("root", "/admin on")
    for command in CommandCatalog.all {
      let usage = command.usage
      let words = if case .named(let root) = usage.roots { "\(root) \(usage.verb)" } else { usage.verb }
      let pages = [
        await chat.says("root", "/muster help \(words)").text, await chat.says("ann", "/muster help \(words)").text,
      ]
      #expect(pages.contains { $0.contains("So wird es geschrieben: /") }, "\(words): \(pages)")
      #expect(!pages.contains { $0.contains("help.") }, "\(words): \(pages)")
    }
  }

  @Test func `what the log says has altered is in words`() async throws {
    let chat = try await Self.chat()
    await chat.talk([
      ("ann", "/project create Apollo --until 2026-12-31", "done", "…"),
      ("ann", "/project privacy Apollo to private", "done", "…"),
      ("ann", "/project settings Apollo --inviters staff --tasks.sort owner", "done", "…"),
      ("ann", "/project convert Apollo to workgroup", "done", "…"),
      ("ann", "/workgroup edit Apollo --name Artemis --tags Mond", "done", "…"),
      ("ann", "/workgroup archive Artemis", "done", "…"),
      (
        "ann", "/workgroup log Artemis", "done",
        """
        …: @ann hat die Gruppe archiviert
          …: @ann hat geändert, was die Gruppe über sich sagt (Name: Apollo → Artemis und Schlagwörter: – → Mond)
          …: @ann hat die Art geändert (Art: Projekt → Arbeitsgruppe und Ende: Donnerstag, 31. Dezember 2026 … → –)
          …: @ann hat die Einstellungen geändert (wer einladen kann: alle Mitglieder (members) → Inhaber und \
        Moderatoren (staff) und tasks.sort: – → nur der Inhaber (owner))
          …: @ann hat die Sichtbarkeit geändert (Sichtbarkeit: öffentlich → privat)
          …
        """
      ),
      ("bob", "/workgroup log Artemis", "denied V21", "…"), ("bob", "/muster me language deutsch", "done", "…"),
      (
        "bob", "/muster can I leave Artemis", "done",
        "Nein, das kannst du nicht: Artemis verlassen. Regel J9 verbietet es.\n…"
      ),
    ])
  }

  @Test func `buttons and questions are in the reader's language`() async throws {
    let chat = try await Self.chat()
    _ = await chat.says("ann", "/project create Apollo")
    let question = await chat.says("ann", "/project delete Apollo")
    #expect(question.text.matches("Apollo wird endgültig gelöscht; 1 Mitglied gehört dazu.\n…Stimmt das so? …"))
  }

  @Test func `where German is the portal's language, strangers read it, and whoever has chosen another doesn't`()
    async throws
  {
    let chat = try await Chat(language: "de")
    #expect(await chat.says("mal", "/project list", on: .elsewhere).text.hasPrefix("Ich kenne dich noch nicht."))
    #expect(await chat.says("ann", "/project archive").text.hasPrefix("Welche Gruppe? "))
    _ = await chat.says("ann", "/muster me language en")
    #expect(await chat.says("ann", "/project archive").text.hasPrefix("Which group? "))
  }

  @Test func `a language whose file is gone is the portal's again`() async throws {
    let chat = try await Chat(with: "ann")
    let ann = try await chat.person("ann").key
    try await chat.store.transaction { try $0.choose(.language("tlh"), for: ann) }
    #expect(await chat.says("ann", "/project archive").text.hasPrefix("Which group? "))
  }
}
