package import Commands
package import Domain

/// Writes replies in a reader's language.
package protocol Wording: Sendable {
  /// The languages that there are, by code.
  var languages: [SpokenLanguage] { get }

  /// - Parameter reader: Whose language and clock it is written for; the portal's for nobody in particular.
  func write(_ reply: Reply, for reader: Person?, with markup: any Markup) -> String
}

/// Codes that only this portal can make: the same for the same parts, and telling nothing about them.
package protocol Seal: Sendable {
  /// 32 bytes.
  func code(for parts: [String]) -> [UInt8]
}
