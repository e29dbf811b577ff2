/// A key, a token or an address that must not be known to others; it can't be printed by accident.
///
/// It has no `==`: how long that takes would tell how much of a guess is right. What is given by others is compared with
/// `bytes` in constant time.
package struct Secret: Sendable {
  package let bytes: [UInt8]

  package init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// An empty secret proves nothing, so nothing may be trusted because of it.
  package var isEmpty: Bool { bytes.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "••••" }
  package var debugDescription: String { "Secret(••••)" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
