import CCrypto

/// A key for HMAC-SHA256, prepared once, so that a code costs only the hashing of what is signed.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc2104>
@safe package final class AuthenticationKey: @unchecked Sendable {
  // Unchecked: nothing writes to the context after `init`; each code is computed in a copy, and copying only reads.
  private let prepared: OpaquePointer

  /// `nil` for an empty key, with which anybody could sign.
  package init?(_ key: [UInt8]) {
    guard !key.isEmpty else { return nil }
    guard let algorithm = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else { preconditionFailure("libcrypto has no HMAC") }
    defer { unsafe EVP_MAC_free(algorithm) }
    guard let context = unsafe EVP_MAC_CTX_new(algorithm) else { preconditionFailure("libcrypto is out of memory") }
    var digest = Array("SHA256".utf8CString)
    // The parameters point at both texts, so both have to live until the call.
    let isReady = unsafe "digest".withCString { name in
      unsafe digest.withUnsafeMutableBufferPointer { value in
        let parameters = unsafe [
          OSSL_PARAM_construct_utf8_string(name, value.baseAddress, 0), OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_MAC_init(context, key, key.count, parameters) == 1
      }
    }
    precondition(isReady, "libcrypto has no HMAC with SHA-256")
    unsafe prepared = context
  }

  deinit { unsafe EVP_MAC_CTX_free(prepared) }

  /// The code of the parts in their order, as if they were one text; none of them is copied.
  package func code(of parts: [UInt8]...) -> Digest {
    guard let context = unsafe EVP_MAC_CTX_dup(prepared) else { preconditionFailure("libcrypto is out of memory") }
    defer { unsafe EVP_MAC_CTX_free(context) }
    for part in parts {
      precondition(unsafe EVP_MAC_update(context, part, part.count) == 1, "libcrypto stopped hashing")
    }
    return unsafe Digest { bytes in
      var count = 0
      return unsafe EVP_MAC_final(context, bytes.baseAddress, &count, bytes.count) == 1 && count == bytes.count
    }
  }
}
