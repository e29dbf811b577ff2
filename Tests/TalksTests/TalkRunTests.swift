import Configuration
import Foundation
import TestSupport
import Testing
import Weakening
import Wiring

@testable import Talks

/// What the runner says of talks that go otherwise, and what it writes.
@Suite(.temporaryDirectory, .tags(.io))
struct TalkRunTests {
  @Test func `a wrong expectation fails with its line, both texts word by word, and the decision`() async throws {
    let result = try await Rehearsal.result(
      of: """
        # Wrong.
        people
          ann  slack
          bob  mattermost
        ann > /project create Apollo
        bob > /project archive Apollo
        bob < done
        bob < Only the owner may archive Apollo. Ask @bob.
        state group Apollo: archived yes, owner bob
        log Apollo: archived ×1
        """)
    #expect(
      result.text == """
        a.talk:7:1: bob < done
          expected:  done
          came:      denied G12
          answer:    Only the owner can archive Apollo.
                     Ask @ann.
          decision:  denied G12
                     row G12 of policy.yaml, archive, allows owner, adminMode
        a.talk:8:1: bob < Only the owner may archive Apollo. Ask @bob.
          expected:  Only the owner may archive Apollo. Ask @bob.
          came:      Only the owner can archive Apollo.
                     Ask @ann.
          differs:   Only the owner {+can+} [-may-] archive Apollo. Ask {+@ann.+} [-@bob.-]
          decision:  denied G12
                     row G12 of policy.yaml, archive, allows owner, adminMode
        a.talk:9:1: state group Apollo: archived yes, owner bob
          expected:  archived yes
          came:      archived no
          decision:  denied G12, for “bob > /project archive Apollo”
                     row G12 of policy.yaml, archive, allows owner, adminMode
        a.talk:9:1: state group Apollo: archived yes, owner bob
          expected:  owner bob
          came:      owner ann
          decision:  denied G12, for “bob > /project archive Apollo”
                     row G12 of policy.yaml, archive, allows owner, adminMode
        a.talk:10:1: log Apollo: archived ×1
          expected:  archived ×1
          came:      archived ×0; the log has created
          decision:  denied G12, for “bob > /project archive Apollo”
                     row G12 of policy.yaml, archive, allows owner, adminMode
        """)
  }

  @Test(arguments: [
    ("ann < refused 401", "done"), ("ann < asks", "done"), ("ann < not found", "done"), ("ann < error", "done"),
    ("ann < confirm", "done"), ("ann < denied G1", "done"),
    ("ann presses Yes", "the last reply to ann has no buttons"), ("ann hears hello", "ann got no notice"),
    ("#ops < hello", "there is no further message in #ops"), ("state group Apollo: gone", "there is one"),
    ("state group Zeus: archived no", "there is none"), ("state group Apollo: until 2026-12-31", "until none"),
    ("ann < denied own-1", "done"), ("ann < denied can", "done"), ("ann < nothing", "done"),
    ("state group \"Apollo\" (2): members 1", "there is none"),
    ("state task \"Lander\": status completed", "there is no task “Lander”"),
    ("log Zeus: archived ×0", "there is none"),
  ])
  func `what is not so is found`(_ line: String, _ came: String) async throws {
    let result = try await Rehearsal.result(
      of: "# x\npeople\n  ann  slack\nann > /project create Apollo\n\(line)\n")
    #expect(result.text.contains("came:      \(came)"), "\(result.text)")
  }

  @Test func `a notice that is another, is missing or should not be is found`() async throws {
    let text = """
      # x
      people
        ann  slack
        bob  mattermost
      ann > /project create Apollo
      bob > /project join Apollo
      ann hears @bob has left Apollo.
      ann hears @bob has joined Apollo.
      ann > /project archive Apollo
      ann > /project unarchive Apollo
      bob hears nothing
      bob hears @ann has brought Apollo back: …
      ann > /project archive Apollo
      bob > /project list
      bob hears nothing
      """
    let result = try await Rehearsal.result(of: text)
    let failures = result.failures
    #expect(failures.map(\.step.place.line) == [7, 8, 11])
    let policy = try Rehearsal.setup().policy
    let texts = failures.map { $0.description(under: policy) }
    #expect(texts[0].contains("came:      @bob has joined Apollo."))
    #expect(texts[1].contains("came:      ann got no notice"))
    #expect(texts[2].contains("expected:  no notice for bob\n  came:      @ann has archived Apollo: "))
    let edits = try #require(TalkUpdate([result]).files["a.talk"])
    let updated = TalkUpdate.apply(edits, to: text)
    #expect(updated.contains("\nann hears @bob has joined Apollo.\nann hears @bob has joined"))
  }

  @Test func `the decision behind what is not so is told, whatever was expected`() async throws {
    let result = try await Rehearsal.result(
      of: """
        # x
        people
          ann  slack
          bob  mattermost
        ann > /project create Apollo
        ann < denied G1
        ann hears something
        ann in #ops > /project list --share
        #ops < nothing
        #ops < something
        bob > /project archive Apollo
        bob presses Yes
        """)
    let failures = result.failures
    let policy = try Rehearsal.setup().policy
    let decisions = failures.map { failure in
      failure.description(under: policy).components(separatedBy: "decision:  ").dropFirst().joined()
        .components(separatedBy: "\n")[0]
    }
    #expect(
      decisions == [
        "done, allowed by G1", "done, allowed by G1, for “ann > /project create Apollo”",
        "done, for “ann in #ops > /project list --share”", "done, for “ann in #ops > /project list --share”",
        "denied G12, for “bob > /project archive Apollo”",
      ])
    #expect(result.text.contains("row G1 of policy.yaml, create, allows "))
    #expect(result.text.contains("expected:  no further message in #ops"))
  }

  @Test func `what is ignored has no outcome`() async throws {
    let result = try await Rehearsal.result(
      of: "# x\npeople\n  ann  mattermost\nann in #town > just talking\nann < done\nann < nothing\n")
    #expect(result.text == "a.talk:5:1: ann < done\n  expected:  done\n  came:      nothing\n  decision:  nothing")
  }

  @Test func `a late delivery can come several times`() async throws {
    let text = """
      # Late and twice.
      people
        ann  slack
        bob  slack
      ann > /project create Apollo
      ann > /project delete Apollo
      bob > late > twice > /project create Zeus
      ann presses Yes
      bob < done
      state group Apollo: gone
      state group "Zeus" (2): gone
      """
    #expect(try await Rehearsal.result(of: text).text == "passed")
    var ports = Ports()
    ports.store = { store, _ in WeakenedStore.forgettingDeliveries(store) }
    let weakened = try await Rehearsal.result(of: text, ports: ports)
    #expect(weakened.text.contains("came:      there is one"), "\(weakened.text)")
  }

  @Test func `what is posted to nowhere, or in spite of what was asked, is told`() async throws {
    var astray = Ports()
    astray.messenger = { Astray(messenger: $0) }
    let talk = "# x\npeople\n  ann  slack\n  bob  mattermost\nann > /project create Apollo\n"
    let lost = try await Rehearsal.result(of: talk + "ann > /project invite @bob to Apollo\n", ports: astray).text
    #expect(lost.contains("expected:  a post that slack knows\n  came:      one to /reply/elsewhere"), "\(lost)")
    #expect(
      lost.contains("expected:  a post that mattermost knows\n  came:      one to /api/v4/channels/elsewhere"),
      "\(lost)")
    var impatient = Ports()
    impatient.store = { store, _ in WeakenedStore.withoutPatience(store) }
    let early = try await Rehearsal.result(
      of: talk.replacing("ann >", with: "messenger slack 429 30s\nann >") + "clock +5s\nclock +1m\n", ports: impatient)
    #expect(early.text.contains("expected:  no post before the time for which slack asked"), "\(early.text)")
  }

  @Test func `who can't be written to hears nothing`() async throws {
    let result = try await Rehearsal.result(
      of: """
        # x
        people
          ann  slack
          bob  mattermost, inbox
          cyd  mattermost
        ann > /project create Apollo
        ann > /project invite @bob @cyd to Apollo
        bob hears nothing
        cyd hears nothing
        cyd > /muster inbox
        cyd < …invites you…
        """)
    #expect(result.text == "passed")
  }

  @Test func `what is so passes`() async throws {
    let result = try await Rehearsal.result(
      of: """
        # x
        people
          ann  slack
        ann > /project create Apollo
        ann hears nothing
        state group Zeus: gone
        state task "Lander": gone
        state group Apollo: kind project, privacy public, archived no, owner ann, members 1, standing ann owner, from none, until none
        """)
    #expect(result.text == "passed")
  }

  @Test func `an update writes the texts that came, and nothing else`() async throws {
    let text = """
      # x
      people
        ann  slack
      ann > /project create Apollo
      ann < Something else
      | in two lines
      ann > /project archive Apollo
      ann < denied G12
      ann > /project unarchive Apollo
      ann < Apollo is active…
      """
    let result = try await Rehearsal.result(of: text)
    let edits = try #require(TalkUpdate([result]).files["a.talk"])
    let updated = TalkUpdate.apply(edits, to: text)
    #expect(updated.contains("\nann < The public project Apollo is yours. Its key is "))
    #expect(updated.contains("\n| Everybody finds it and may join."))
    #expect(updated.contains("\nann < denied G12\n"))
    #expect(updated.contains("\nann < Apollo is active…"))
    #expect(!updated.contains("in two lines"))
    let again = try await Rehearsal.result(of: updated)
    #expect(TalkUpdate([again]).files.isEmpty)
  }

  @Test func `an update finds where the text begins, and replaces no other line`() async throws {
    let text = """
      # x
      people
        ann  slack
        bob  slack
      ann > /project create Apollo
      bob > /project join Apollo
      ann hears a < b
      | more
      ann in #ops > /project list --share
      #ops < Nothing hears this

      # The end.
      ann < • Apollo…

      """
    for ending in ["\n", "\r\n"] {
      let written = text.replacing("\n", with: ending)
      let result = try await Rehearsal.result(of: written)
      let updated = TalkUpdate.apply(try #require(TalkUpdate([result]).files["a.talk"]), to: written)
      let lines = updated.components(separatedBy: ending)
      #expect(lines[6] == "ann hears @bob has joined Apollo.")
      #expect(lines[8].hasPrefix("#ops < • Apollo ("), "\(lines[8])")
      #expect(Array(lines[9...]) == ["", "# The end.", "ann < • Apollo…", ""])
      #expect(updated.contains("\r") == (ending == "\r\n"))
    }
  }

  @Test func `a log is found by the name of a group that is gone`() async throws {
    let result = try await Rehearsal.result(
      of: """
        # Gone.
        people
          ann  slack
        ann > /project create Apollo
        ann > /project create Zeus
        ann > /project edit Zeus --name Hera
        ann > /project delete Apollo
        ann presses Yes
        log Apollo: deleted ×1
        log Apollo: created ×2
        log Zeus: created ×1
        """)
    let failures = result.failures
    #expect(failures.map(\.step.place.line) == [10, 11])
    #expect(result.text.contains("created ×1; the log has created, deleted"))
    #expect(result.text.contains("expected:  a group Zeus\n  came:      there is none"))
  }

  @Test func `what can't be held to its end is an error of the report`() throws {
    let talk = try Rehearsal.talk("# x\npeople\n  ann  slack\n")
    let result = TalkResult(talk: talk, messenger: nil, outcome: .broken("no <bot>"), transcript: [], seconds: 0)
    let report = JUnitReport.text([result], under: try Rehearsal.setup().policy)
    #expect(report.contains("<testsuites tests=\"1\" failures=\"0\" errors=\"1\">"))
    #expect(report.contains("<error message=\"no &lt;bot&gt;\"/>"))
  }

  @Test func `a build server's report tells what failed`() async throws {
    let result = try await Rehearsal.result(
      of: "# A \"title\" & more\npeople\n  ann  slack\nann > /project create <x>\nann < denied G1\n")
    let report = JUnitReport.text([result], under: try Rehearsal.setup().policy)
    #expect(report.contains("<testsuites tests=\"1\" failures=\"1\" errors=\"0\">"))
    #expect(report.contains("name=\"A &quot;title&quot; &amp; more\""))
    #expect(report.contains("<failure message=\"ann &lt; denied G1\">"))
  }

  @Test func `a talk for another messenger is left out, with the reason`() async throws {
    let talk = "# x\npeople\n  ann  slack\nann > stale > /project list\nann < refused 401\n"
    #expect(try await Rehearsal.result(of: talk).text == "passed")
    #expect(
      try await Rehearsal.result(of: talk, on: "mattermost").text
        == "skipped: its requests don't tell when they were made")
  }
}
