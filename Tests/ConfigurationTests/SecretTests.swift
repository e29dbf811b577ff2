import Domain
import Foundation
import Testing

@testable import Configuration

/// Where secrets come from, and that they never come out again.
struct SecretTests {
  private func file(secret: String, name: String = "try") -> String {
    """
    portal: acme
    listen: localhost:0
    store: sqlite:muster.db
    time_zone: UTC
    connections:
      - name: \(name)
        messenger: try
        signing_secret: \(secret)
    """
  }

  private func secret(in reading: Sample.Reading) throws -> [UInt8]? {
    try reading.get().connections.first?.messenger.secrets.first?.bytes
  }

  @Test(arguments: [("s3cret", "s3cret"), ("s3cret\n", "s3cret"), ("s3cret\r\n", "s3cret"), ("a\n\n", "a\n")])
  func `a secret's file loses its line end`(_ text: String, _ expected: String) throws {
    try Sample.inDirectory { directory in
      try Sample.write(text, to: directory + "key", mode: 0o600)
      #expect(try secret(in: Sample.read(file(secret: "{file: key}"), directory: directory)) == Array(expected.utf8))
      let absolute = file(secret: "{file: \(directory)key}")
      #expect(try secret(in: Sample.read(absolute)) == Array(expected.utf8))
    }
  }

  @Test(arguments: [
    ("s", 0o640, "8:28: others may read the file of signing_secret: run chmod 600 DIR/key"),
    ("s", 0o604, "8:28: others may read the file of signing_secret: run chmod 600 DIR/key"),
    ("", 0o600, "8:5: connection \"try\" has no signing_secret: its file is empty; write the secret into it"),
    ("\r\n", 0o400, "8:5: connection \"try\" has no signing_secret: its file is empty; write the secret into it"),
    (
      String(repeating: "s", count: 4_097), 0o600,
      "8:28: the file of signing_secret can't be read: it is larger than 4096 bytes"
    ),
  ])
  func `refuses a file`(_ text: String, _ mode: Int, _ problem: String) throws {
    try Sample.inDirectory { directory in
      try Sample.write(text, to: directory + "key", mode: mode)
      let found = Sample.problems(Sample.read(file(secret: "{file: key}"), directory: directory))
      #expect(found == ["bot.yaml:" + problem.replacingOccurrences(of: "DIR/", with: directory)])
    }
  }

  @Test func `a generated secret is made once, for its owner alone`() throws {
    try Sample.inDirectory { directory in
      let text = file(secret: "{generated: try.secret}")
      let first = try secret(in: Sample.read(text, directory: directory))
      #expect(first == Array("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f".utf8))
      let attributes = try FileManager.default.attributesOfItem(atPath: directory + "try.secret")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["try.secret"])
      try Sample.write("another\n", to: directory + "try.secret", mode: 0o600)
      #expect(try secret(in: Sample.read(text, directory: directory)) == Array("another".utf8))
    }
  }

  @Test func `says why a secret can't be generated`() throws {
    let found = Sample.problems(Sample.read(file(secret: "{generated: try.secret}"), directory: "/nowhere/"))
    #expect(found == ["bot.yaml:8:33: the secret can't be made: it does not exist"])
    try Sample.inDirectory { directory in
      let fault = GeneratedSecret.make(at: directory + "key") { [UInt8](repeating: 0, count: $0) }
      #expect(fault?.sentence == "there is no randomness")
      let left = try FileManager.default.contentsOfDirectory(atPath: directory)
      #expect(left == [])
    }
  }

  @Test func `reads a file from its path`() throws {
    try Sample.inDirectory { directory in
      try Sample.write(file(secret: "{generated: key}"), to: directory + "bot.yaml", mode: 0o644)
      let reading = BotFile.read(
        path: directory + "bot.yaml", displayName: "bot-config/bot.yaml", environment: { _ in nil },
        randomBytes: { (0..<$0).map { UInt8($0) } }, tlsFault: { _ in nil }, messengers: Sample.messengers,
        languages: ["en"])
      #expect(try secret(in: reading)?.count == 64)
      #expect(FileManager.default.fileExists(atPath: directory + "key"))
    }
  }

  @Test func `settings don't show secrets however they are printed`() throws {
    let settings = try Sample.read(Sample.text).get()
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), String(describing: settings), dumped] {
      #expect(!text.contains(Sample.canary))
      #expect(text.contains("••••"))
    }
  }

  @Test(arguments: [
    "CANARY9f31", "'CANARY9f31'", "{env: CANARY9f31}", "{file: CANARY9f31}", "{file: /run/CANARY9f31}",
    "{generated: CANARY9f31}", "{CANARY9f31}", "{CANARY9f31: env}", "{enw: CANARY9f31}", "[CANARY9f31]",
    "{env: [CANARY9f31]}", "{env: {x: CANARY9f31}}", "{env: X, file: CANARY9f31}", "&CANARY9f31 x", "*CANARY9f31",
    "!CANARY9f31 x", "|\n      CANARY9f31", "\n      - CANARY9f31", "{env CANARY9f31}", "\"CANARY9f31", "{CANARY9f31",
    "\n      CANARY9f31: x", "@CANARY9f31", "%CANARY9f31",
  ])
  func `a secret in a wrong place is refused and not repeated`(_ written: String) {
    let key = Sample.problems(Sample.read(file(secret: written, name: "slack")))
    #expect(!key.isEmpty)
    #expect(!key.contains { $0.contains(Sample.canary) })
  }
}
