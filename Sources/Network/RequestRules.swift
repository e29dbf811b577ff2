/// Whether all readers of a request agree on whom it is for and where it ends.
///
/// evhttp takes the first of two lengths, takes `+5`, takes an unknown transfer coding for no body at all, and reads no body
/// of a `HEAD`; behind a proxy that reads otherwise, part of one request would become another person's next one.
/// Source: <https://www.rfc-editor.org/rfc/rfc9112#name-message-body-length>
enum RequestRules {
  /// Why `request` must be refused, as a sentence for its sender, or `nil` when it is clear.
  ///
  /// `isHTTP10` says that it came as HTTP/1.0, which knows no chunks.
  static func objection(to request: HTTPRequest, isHTTP10: Bool) -> String? {
    var hosts = 0
    var lengths = 0
    var codings = 0
    for (name, value) in request.headers {
      switch name {
      case "host":
        hosts += 1
        guard isHost(value) else { return "The Host header is not a host's name." }
      case "content-length":
        lengths += 1
        guard (1...15).contains(value.utf8.count),
          value.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        else { return "The Content-Length is not a number." }
        guard Int(value) == request.body.count else { return "The Content-Length is not the body's length." }
      case "transfer-encoding":
        codings += 1
        guard value.utf8.count == 7, value.lowercased() == "chunked", !isHTTP10 else {
          return "The only transfer coding is chunked, in HTTP/1.1."
        }
      default: break
      }
    }
    guard hosts == 1 else { return "Exactly one Host header is needed." }
    guard lengths + codings <= 1 else { return "At most one of Content-Length and Transfer-Encoding is allowed, once." }
    switch request.method {
    case "POST", "PUT", "PATCH": guard lengths + codings == 1 else { return "A Content-Length is needed." }
    default: guard codings == 0 else { return "Chunks are only for POST, PUT and PATCH." }
    }
    guard request.target.utf8.first == UInt8(ascii: "/"), request.target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return "The target must be a path that begins with a slash." }
    return nil
  }

  private static func isHost(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
          true
        default: false
        }
      }
  }
}
