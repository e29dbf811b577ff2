import Engine

/// What a body claims to be, as far as messengers send it.
enum MediaType {
  case form, json

  /// `nil` when there is no Content-Type, more than one, or another one; parameters don't matter.
  init?(_ request: WebRequest) {
    guard let value = request.header("content-type") else { return nil }
    var essence = value.utf8.prefix { $0 != UInt8(ascii: ";") }
    while essence.last == UInt8(ascii: " ") { essence.removeLast() }
    guard essence.allSatisfy({ $0 < 0x80 }) else { return nil }
    switch String(decoding: essence, as: UTF8.self).lowercased() {
    case "application/x-www-form-urlencoded": self = .form
    case "application/json": self = .json
    default: return nil
    }
  }
}

extension WebRequest {
  /// What follows the first `?` of the target.
  var query: ArraySlice<UInt8> {
    let bytes = Array(target.utf8)
    guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    return bytes[(mark + 1)...]
  }
}
