import CCrypto

/// The 32 bytes that SHA-256 makes of a text.
package struct Digest: Sendable {
  private var storage: [32 of UInt8]

  /// - Parameter fill: writes all bytes, and tells whether it could; a digest that is not one must never be compared.
  init(filledBy fill: (UnsafeMutableBufferPointer<UInt8>) -> Bool) {
    var bytes = [32 of UInt8](repeating: 0)
    var span = bytes.mutableSpan
    let isFilled = unsafe span.withUnsafeMutableBufferPointer { buffer in unsafe fill(buffer) }
    precondition(isFilled, "libcrypto made no digest")
    storage = bytes
  }

  /// SHA-256 of the parts in their order, as if they were one text; none of them is copied.
  package init(of parts: [UInt8]...) {
    self.init(feeding: { add in
      for part in parts { add(part) }
    })
  }

  /// SHA-256 of all that `feed` hands over in parts, as if it were one text.
  package init(feeding feed: (_ add: ([UInt8]) -> Void) -> Void) {
    guard let context = unsafe EVP_MD_CTX_new() else { preconditionFailure("libcrypto is out of memory") }
    defer { unsafe EVP_MD_CTX_free(context) }
    precondition(unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256")
    feed { part in
      precondition(unsafe EVP_DigestUpdate(context, part, part.count) == 1, "libcrypto stopped hashing")
    }
    unsafe self.init { bytes in
      var count: UInt32 = 0
      return unsafe EVP_DigestFinal_ex(context, bytes.baseAddress, &count) == 1 && Int(count) == bytes.count
    }
  }

  package var bytes: [UInt8] { storage.indices.map { storage[$0] } }

  /// In lower case, 64 characters.
  package var hex: String { Hex.encode(bytes) }
}

/// Whether two texts are the same; takes as long for a near miss as for a far one of the same length.
package func isEqualInConstantTime(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  guard one.count == other.count else { return false }
  guard !one.isEmpty else { return true }
  return unsafe CRYPTO_memcmp(one, other, one.count) == 0
}
