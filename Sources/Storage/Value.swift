/// What a parameter of a statement can be.
enum Value: Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])

  static func integer(_ count: Int) -> Value { .integer(Int64(count)) }

  static func flag(_ isSet: Bool) -> Value { .integer(isSet ? 1 as Int64 : 0) }

  static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }

  static func optional(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
}
