import Testing

@testable import Configuration

/// What the YAML reader understands, what it refuses, and how it says so.
struct YAMLTests {
  private func problems(_ text: String, read: (YAMLMapping) -> Void = { $0.ignoreRest() }) -> [String] {
    let file = YAMLFile(bytes: Array(text.utf8), displayName: "f")
    if let root = file.root { read(root) }
    return file.finish().map(\.description)
  }

  @Test(arguments: [
    ("", "f:1:1: the file is empty"),
    ("# nothing\n", "f:1:1: the file is empty"),
    ("~", "f:1:1: the file is empty"),
    ("- a\n", "f:1:1: the file must hold settings, such as \"key: value\""),
    ("a: 1\n---\nb: 2\n", "f:2:1: a second document starts here; a file holds one"),
    ("a: 1\na: 2\n", "f:2:1: \"a\" is written twice; the first is in line 1"),
    ("a: &x 1\n", "f:1:4: anchors (\"&\") aren't allowed here; write the value where it is needed"),
    ("a: *x\n", "f:1:4: aliases (\"*\") aren't allowed here; write the value itself"),
    ("a: !!int 1\n", "f:1:4: tags (\"!\") aren't allowed here; write the plain value"),
    ("a: ! 1\n", "f:1:4: tags (\"!\") aren't allowed here; write the plain value"),
    ("[a]: 1\n", "f:1:1: a key must be a word; this one is empty, a list or a mapping"),
    ("? {a: b}\n: 1\n", "f:1:3: a key must be a word; this one is empty, a list or a mapping"),
    ("~: 1\n", "f:1:1: a key must be a word; this one is empty, a list or a mapping"),
    (
      "a: [1\nb: 2\n",
      "f:2:2: this can't be read as YAML: did not find expected ',' or ']' while parsing a flow sequence that starts in"
        + " line 1; check the indentation and the quotes here"
    ),
    (
      "a:\n\tb: 2\n",
      "f:2:1: this can't be read as YAML: found character that cannot start any token while scanning for the next token"
        + " that starts in line 2; check the indentation and the quotes here"
    ),
    (
      "a: \u{1}\n",
      "f:1:4: this can't be read as YAML: control characters are not allowed; check the indentation and the quotes here"
    ),
  ])
  func refuses(_ text: String, _ problem: String) {
    #expect(problems(text) == [problem])
  }

  @Test func `refuses what is not UTF-8, at its place`() {
    let file = YAMLFile(bytes: Array("a: b\nü: x".utf8) + [0xff], displayName: "f")
    #expect(file.finish().map(\.description) == ["f:2:5: this is not UTF-8 text; save the file as UTF-8"])
  }

  @Test func `refuses values nested too deeply`() {
    let deep = String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
    #expect(problems("a: \(deep)").isEmpty)
    #expect(problems("a: [\(deep)]") == ["f:1:35: this is nested deeper than 32 levels"])
    let deeper = String(repeating: "[", count: 500_000)
    #expect(problems("a: \(deeper)").first?.hasSuffix("this is nested deeper than 32 levels") == true)
  }

  @Test func `refuses a file larger than a megabyte`() {
    let large = "a: " + String(repeating: "x", count: 1 << 20)
    #expect(problems(large) == ["f:1:1: the file is larger than 1 MB; a configuration is a few hundred lines"])
  }

  @Test func `says why a file can't be read`() {
    let file = YAMLFile(path: "/nowhere/bot.yaml", displayName: "bot-config/bot.yaml")
    #expect(
      file.finish().map(\.description) == ["bot-config/bot.yaml:1:1: the file can't be read: it does not exist"])
    #expect(
      YAMLFile(path: "/tmp", displayName: "f").finish().map(\.description)
        == ["f:1:1: the file can't be read: it is no regular file"])
  }

  @Test func `keeps order, places and quotes`() throws {
    let file = YAMLFile(bytes: Array("b: yes\na: [1, 'two']\nc: {d: \"\"}\n".utf8), displayName: "f")
    let root = try #require(file.root)
    #expect(root.all().map(\.key) == ["b", "a", "c"])
    #expect(root.required("b")?.flag() == true)
    #expect(root.required("a")?.texts() == ["1", "two"])
    #expect(root.required("a")?.items()?.map(\.place.description) == ["f:2:5", "f:2:8"])
    #expect(root.required("c")?.mapping()?.required("d")?.possiblyEmptyText() == "")
    #expect(file.finish().isEmpty)
  }

  @Test func `every problem of a file is reported, in the order of its lines`() {
    let found = problems("reply_hsots: x\nflag: 'yes'\nnumber: 010\nflag: no\nempty:\n") { root in
      _ = root.optional("flag")?.flag()
      _ = root.optional("number")?.integer(in: 1...10)
      _ = root.optional("reply_hosts")?.texts()
      _ = root.optional("empty")?.text()
      _ = root.required("portal")?.text()
    }
    #expect(
      found == [
        "f:1:1: \"reply_hsots\" is no setting here; did you mean \"reply_hosts\"?",
        "f:1:1: there is no \"portal\"",
        "f:2:7: \"flag\" is yes or no, without quotes",
        "f:3:9: \"number\" is a whole number from 1 to 10, without quotes",
        "f:4:1: \"flag\" is written twice; the first is in line 2",
        "f:5:7: \"empty\" is empty; write a text",
      ])
  }

  @Test(arguments: [
    ("yes", true), ("Yes", true), ("TRUE", true), ("true", true), ("no", false), ("False", false), ("y", nil),
    ("on", nil), ("1", nil), ("'true'", nil), ("\"no\"", nil), ("tRue", nil), ("", nil), ("null", nil), ("[]", nil),
  ])
  func `reads flags`(_ text: String, _ flag: Bool?) {
    let found = problems("a: \(text)") { #expect($0.required("a")?.flag() == flag) }
    #expect(found.isEmpty == (flag != nil))
  }

  @Test(arguments: [
    ("1", 1), ("100", 100), ("0", nil), ("101", nil), ("+1", nil), ("01", nil), ("1_0", nil), ("0x1", nil),
    ("1.0", nil), ("'1'", nil), ("99999999999999999999", nil), ("-1", nil), ("~", nil), ("{}", nil),
  ])
  func `reads whole numbers`(_ text: String, _ number: Int?) {
    let found = problems("a: \(text)") { #expect($0.required("a")?.integer(in: 1...100) == number) }
    #expect(found.isEmpty == (number != nil))
  }

  private enum Reply: String, CaseIterable {
    case post
    case inline
  }

  @Test(arguments: [
    ("pots", "f:1:4: \"pots\" is no a; did you mean \"post\"?"),
    ("never", "f:1:4: \"never\" is no a; write one of post, inline"),
    ("", "f:1:3: \"a\" is empty; write one of post, inline"),
    ("''", "f:1:4: \"a\" is empty; write one of post, inline"),
    ("[post]", "f:1:4: \"a\" is one of post, inline, not a list"),
  ])
  func `refuses a word that is no choice`(_ text: String, _ problem: String) {
    let found = problems("a: \(text)") { #expect($0.required("a")?.choice(of: Reply.self) == nil) }
    #expect(found == [problem])
  }

  @Test func `a value that spans lines or holds a secret's length is not repeated`() {
    let found = problems("a: \(String(repeating: "s", count: 41))\nb: inline\n  x: y\n")
    #expect(found.count == 1)
    let long = problems("a: \(String(repeating: "s", count: 41))\n") { _ = $0.required("a")?.choice(of: Reply.self) }
    #expect(long == ["f:1:4: this is no a; write one of post, inline"])
  }
}
