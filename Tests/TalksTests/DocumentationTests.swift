import Foundation
import Talks
import TestSupport
import Testing

/// `docs/talks.md` says what is so: its examples are held.
@Suite(.temporaryDirectory, .tags(.io))
struct DocumentationTests {
  @Test func `every example goes as it is written`() async throws {
    let page = try String(contentsOf: Rehearsal.root.appending(path: "docs/talks.md"), encoding: .utf8)
    let examples = page.components(separatedBy: "```talk\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(examples.count >= 9)
    let crew = try String(contentsOfFile: Rehearsal.configuration + "/talks/crew.part", encoding: .utf8)
    for example in examples {
      let result = try await Rehearsal.result(of: example, including: ["crew.part": crew])
      #expect(result.text == "passed", "\(example)")
    }
  }
}
