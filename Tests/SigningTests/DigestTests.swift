import Testing

@testable import Signing

struct DigestTests {
  // Source: <https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values>
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the examples of NIST are ours, whole and in parts`(text: String, hex: String) {
    let bytes = Array(text.utf8)
    #expect(Digest(of: bytes).hex == hex)
    for cut in 0...bytes.count { #expect(Digest(of: Array(bytes[..<cut]), Array(bytes[cut...])).hex == hex) }
  }

  @Test(arguments: [
    ("", "", true), ("a", "a", true), ("a", "b", false), ("a", "", false), ("ab", "abc", false), ("abc", "abd", false),
  ])
  func `a comparison tells what is equal`(one: String, other: String, isEqual: Bool) {
    #expect(isEqualInConstantTime(Array(one.utf8), Array(other.utf8)) == isEqual)
  }
}

struct EncodingTests {
  // Source: <https://www.rfc-editor.org/rfc/rfc4648#section-10>
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `the base64 of RFC 4648 is ours`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
    #expect(Base64.decode(encoded) == Array(text.utf8))
  }

  @Test(arguments: [
    "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "====", "Z===", "Zg==Zg==", "Zm9v ", " Zm9v", "Zm\n9v", "Zm9-",
    "Zm_v", "Zm9vé", "Z=g=", "Zm8=\0",
  ])
  func `base64 that nobody writes is refused`(text: String) { #expect(Base64.decode(text) == nil) }

  @Test(arguments: ["0", "0g", "0x", " 00", "00 ", "é0", "٠٠", "000"])
  func `hex that isn't is refused`(text: String) { #expect(Hex.decode(text) == nil) }

  @Test func `all bytes come back`() {
    let bytes = Array(UInt8.min...UInt8.max)
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Hex.decode(Hex.encode(bytes).uppercased()) == bytes)
    for count in 0...bytes.count {
      #expect(Base64.decode(Base64.encode(Array(bytes[..<count]))) == Array(bytes[..<count]))
    }
  }
}
