package import Commands

/// Writes replies in a reader's language.
package protocol Wording: Sendable {
  /// - Parameter language: such as `de`; `nil` for the portal's.
  func write(_ reply: Reply, in language: String?, with markup: any Markup) -> String
}

/// Codes that only this portal can make: the same for the same parts, and telling nothing about them.
package protocol Seal: Sendable {
  /// 32 bytes.
  func code(for parts: [String]) -> [UInt8]
}
