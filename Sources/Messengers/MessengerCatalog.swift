package import Engine

/// Every messenger that can be configured; a new one is one more line.
package enum MessengerCatalog {
  package static let all: [any Messenger.Type] = [
    Slack.self,
    Mattermost.self,
  ]

  /// The messenger that is called so in `bot.yaml`.
  package static func named(_ name: String) -> (any Messenger.Type)? { all.first { $0.name == name } }
}
