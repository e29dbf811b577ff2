import Testing

@testable import Talks

/// Which texts a talk takes for the expected one.
struct TextPatternTests {
  @Test(arguments: [
    ("Apollo is yours.", "Apollo is yours.", true), ("Apollo is yours.", "Apollo\nis  yours.", true),
    ("Apollo is yours.", "Apollo is yours", false), ("Apollo … yours.", "Apollo is all yours.", true),
    ("Apollo … yours.", "Apollo yours.", true), ("Apollo … yours.", "Apollonia yours.", false),
    ("…Apollo…", "the Apollo2 thing", true), ("… Apollo …", "the Apollo2 thing", false), ("…", "", true),
    ("…", "anything", true), ("a…b", "ab", true), ("a…b", "ba", false), ("a…a", "a", false), ("a…b…c", "aXbXc", true),
    ("a…b…c", "aXcXb", false), ("ends…", "ends here", true), ("…here", "ends here", true),
    ("…here", "here ends", false), ("a…b", "aXbXb", true),
  ])
  func `an ellipsis stands for any text`(_ pattern: String, _ text: String, _ matches: Bool) {
    #expect(TextPattern(text: pattern).matches(text) == matches)
  }

  @Test(arguments: [
    ("a b c", "a b c", "a b c"), ("a b c", "a x c", "a {+x+} [-b-] c"), ("a … c", "a b b d", "a … [-c-]"),
    ("a b", "a b c", "a b {+c+}"), ("a b c", "b c", "[-a-] b c"),
  ])
  func `a difference is told word by word`(_ expected: String, _ came: String, _ difference: String) {
    #expect(WordDifference(expected: expected, came: came).description == difference)
  }
}
