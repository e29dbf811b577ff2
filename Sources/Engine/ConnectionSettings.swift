package import Domain

/// What a messenger reads from its entry in `bot.yaml`; problems are collected, not thrown.
package protocol ConnectionSettings {
  /// The connection's name.
  var name: String { get }

  /// A secret given as `{env: NAME}` or `{file: PATH}`.
  ///
  /// It is `nil` when missing, unreadable or empty, which is recorded as a problem that says how to give it.
  mutating func secret(_ key: String) -> Secret?

  /// As ``secret(_:)``, but an absent key is no problem.
  mutating func optionalSecret(_ key: String) -> Secret?

  /// One secret or a list of them, for a time of rotation; at least one.
  mutating func secrets(_ key: String) -> [Secret]

  /// As ``secrets(_:)``, but an absent key is no problem.
  mutating func optionalSecrets(_ key: String) -> [Secret]

  mutating func text(_ key: String, default: String?) -> String?

  /// An address such as `https://bot.example.com`; `nil` when it is absent or, which is recorded, no address.
  mutating func address(_ key: String) -> String?

  /// As ``address(_:)``, for the API that the bot posts to: without TLS it needs `allow_private_addresses`, since nothing
  /// would ever be posted otherwise.
  ///
  /// - Parameter isRequired: Whether an absent key is a problem.
  mutating func apiAddress(_ key: String, isRequired: Bool) -> String?

  /// Says that the messenger has no hosts of its own: where replies are posted, `reply_hosts` has to name some.
  mutating func needReplyHosts()

  mutating func list(_ key: String, default: [String]) -> [String]

  mutating func flag(_ key: String, default: Bool) -> Bool
}
