/// A key, a token or an address that must not be known to others; it can't be printed by accident.
package struct Secret: Sendable, Equatable {
  package let bytes: [UInt8]

  package init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// An empty secret proves nothing, so nothing may be trusted because of it.
  package var isEmpty: Bool { bytes.isEmpty }

  /// Whether `given` is the secret; takes as long for a near miss as for a far one, and an empty secret matches nothing.
  package func matches(_ given: some Collection<UInt8>) -> Bool {
    guard !isEmpty, given.count == bytes.count else { return false }
    return zip(bytes, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  package static func == (one: Secret, other: Secret) -> Bool { one.matches(other.bytes) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "••••" }
  package var debugDescription: String { "Secret(••••)" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
