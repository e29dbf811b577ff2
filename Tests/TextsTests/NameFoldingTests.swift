import Testing

@testable import Texts

/// When two names are the same name.
struct NameFoldingTests {
  @Test(arguments: [
    ("Apollo", "apollo"), ("CAFÉ", "cafe"), ("Cafe\u{301}", "cafe"), ("Straße", "strasse"), ("ＡＢＣ", "abc"),
    ("ﬁne", "fine"), ("Ελλάδα", "ελλαδα"), ("Ёлка", "елка"), ("İstanbul", "istanbul"), ("日本", "日本"), ("🎉", "🎉"),
    ("हिन्दी", "हिन्दी"), ("", ""),
  ])
  func folds(_ name: String, _ folded: String) {
    #expect(NameFolding().folded(name) == folded)
  }

  @Test(arguments: [("Apollo", "Apolo"), ("कि", "की"), ("a b", "ab")])
  func `keeps different names apart`(_ one: String, _ other: String) {
    #expect(NameFolding().folded(one) != NameFolding().folded(other))
  }
}
