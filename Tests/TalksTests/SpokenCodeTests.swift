import Testing

@testable import Talks

/// How a talk passes a code on that nobody can know beforehand.
struct SpokenCodeTests {
  @Test func `a code is taken from the last answer to a person`() {
    let answers = ["ann": "Type /muster me link K7M2Q4RT in the other messenger.", "bob": "Nothing. 2026 ABC 4f7k"]
    func filled(_ text: String) -> String? { SpokenCode.filled(text) { answers[$0] } }
    #expect(filled("/muster me link {code ann}") == "/muster me link K7M2Q4RT")
    #expect(filled("{code ann} and {code ann}") == "K7M2Q4RT and K7M2Q4RT")
    #expect(filled("/project list {ann}") == "/project list {ann}")
    #expect(filled("{code bob}") == nil)
    #expect(filled("{code cyd}") == nil)
  }
}
