import Testing

@testable import Signing

/// The codes of outside documents: what they say is what we compute.
struct AuthenticationKeyTests {
  // Source: <https://www.rfc-editor.org/rfc/rfc4231#section-4>
  @Test(arguments: [
    (
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", Hex.encode(Array("Hi There".utf8)),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Hex.encode(Array("Jefe".utf8)), Hex.encode(Array("what do ya want for nothing?".utf8)),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      "0102030405060708090a0b0c0d0e0f10111213141516171819", String(repeating: "cd", count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      String(repeating: "0c", count: 20), Hex.encode(Array("Test With Truncation".utf8)),
      "a3b6167473100ee06e0c796c2955552b"
    ),
    (
      String(repeating: "aa", count: 131),
      Hex.encode(Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      String(repeating: "aa", count: 131),
      Hex.encode(
        Array(
          """
          This is a test using a larger than block-size key and a larger than block-size data. \
          The key needs to be hashed before being used by the HMAC algorithm.
          """.utf8)),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `the codes of RFC 4231 are ours`(key: String, text: String, code: String) throws {
    let bytes = try #require(Hex.decode(key))
    let key = try #require(AuthenticationKey(bytes))
    let text = try #require(Hex.decode(text))
    #expect(key.code(of: text).hex.hasPrefix(code))
  }

  // Source: <https://docs.slack.dev/authentication/verifying-requests-from-slack/>
  @Test(arguments: [
    (
      "8f742231b10e8888abcd99yyyzzz85a5", "1531420618",
      """
      token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
      channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&\
      response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&\
      trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c
      """, "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    ),
    (
      "5f2b8c1d9e7a4036b1c2d3e4f5061728", "1767225600", "",
      "9098fe3f05bea81a11189a5ac7d86e7230bbb2d393c4ec900a5f05fbf2fcddb3"
    ),
    (
      "5f2b8c1d9e7a4036b1c2d3e4f5061728", "1767225600", "token=x&command=%2Fbot&text=hi",
      "cd9283921f8bd21e2f23025483d699e028455a656423659a772e549dd1c61a4e"
    ),
    (
      "5f2b8c1d9e7a4036b1c2d3e4f5061728", "1767225600", #"{"type":"url_verification","challenge":"abc"}"#,
      "5eed8aeb01aa0867ecc9c548857efdbef2b48833a4c100c95de1753770e965ec"
    ),
    (
      "5f2b8c1d9e7a4036b1c2d3e4f5061728", "1767225600", #"{"text":"grüß 🎉"}"#,
      "076b1fac71302234cd5b49c8901c728e25a0a52e30441f1464124999435a0186"
    ),
  ])
  func `the codes that Slack documents are ours, part by part`(
    secret: String, stamp: String, body: String, code: String
  ) throws {
    let key = try #require(AuthenticationKey(Array(secret.utf8)))
    let parts = [Array("v0:".utf8), Array(stamp.utf8), Array(":".utf8), Array(body.utf8)]
    #expect(key.code(of: parts[0], parts[1], parts[2], parts[3]).hex == code)
    #expect(key.code(of: Array(parts.joined())).hex == code)
  }

  @Test func `an empty key is none`() { #expect(AuthenticationKey([]) == nil) }

  @Test func `one key serves many tasks at once`() async throws {
    let key = try #require(AuthenticationKey(Array("Jefe".utf8)))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { _ in
            key.code(of: Array("what do ya want ".utf8), Array("for nothing?".utf8)).hex
              == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
