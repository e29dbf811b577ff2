package import Domain

/// Everything that `bot.yaml` says, checked; `Messenger` is what the executable makes of a connection's own keys.
package struct BotSettings<Messenger: Sendable>: Sendable {
  package let portal: String
  package let listen: ListenAddress
  /// Where operators' requests come in; nil when they have no address.
  package let operatorListen: ListenAddress?
  package let store: StoreLocation
  /// A name that the time zone database knows, such as `Europe/Berlin`.
  package let timeZone: String
  /// One in which the bot's sentences are there, such as `de`.
  package let language: String
  package let administrators: [Administrator]
  /// The server's certificate; nil when it speaks plain HTTP.
  package let tls: TLSFiles?
  package let limits: ServerLimits
  package let connections: [ConnectionEntry<Messenger>]

  /// The connections that are served.
  package var served: [ConnectionEntry<Messenger>] {
    let unserved = unserved.map(\.name)
    return connections.filter { !unserved.contains($0.name) }
  }

  /// The others, and why: `try` is served only while nobody else can reach the bot.
  package var unserved: [(name: String, why: String)] {
    guard !listen.isLoopback else { return [] }
    return connections.filter { $0.name == "try" }.map { ($0.name, "the bot can be reached from outside") }
  }
}

/// Where everything durable is kept.
package enum StoreLocation: Sendable {
  /// A path, relative to the working directory.
  case sqlite(path: String)
  /// A `postgresql://` URL; one from the command line may hold a password.
  case postgresql(url: Secret)
}

/// One of the first administrators: a connection, and the messenger's id of a person there.
package struct Administrator: Sendable, Hashable {
  package let connection: String
  package let user: String
}

/// Paths of a certificate and its private key, both in PEM, relative to the working directory.
package struct TLSFiles: Sendable, Equatable {
  package let certificate: String
  package let key: String

  /// Why they can't be used, and which of the two is to be changed.
  package struct Fault: Sendable {
    let path: String
    let sentence: String

    package init(_ sentence: String, path: String) {
      self.sentence = sentence
      self.path = path
    }
  }
}

/// What the server takes from strangers.
package struct ServerLimits: Sendable, Equatable {
  /// How many connections are served at once.
  package let connections: Int
  /// How long a request may take to come in, in seconds.
  package let requestSeconds: Int
  /// How long a connection may be idle between two requests, in seconds.
  package let idleSeconds: Int
  /// The longest head of a request, in bytes.
  package let headBytes: Int
  /// The longest body of a request, in bytes.
  package let bodyBytes: Int
  /// How much the requests that are coming in may hold together, in bytes.
  package let bufferedBytes: Int
}

/// One entry of `connections`.
package struct ConnectionEntry<Messenger: Sendable>: Sendable {
  /// Letters, digits and `-`; its requests arrive at `/hooks/NAME`.
  package let name: String
  /// The kind of messenger, such as `slack`.
  package let messengerName: String
  package let messenger: Messenger
  /// The tenants whose people are employees; empty when everybody is a stranger.
  package let employees: [String]
  package let reply: ReplyMode
  /// The only hosts to which replies are posted, in small letters; nil for the messenger's own.
  package let replyHosts: [String]?
  package let allowsPrivateAddresses: Bool
}

/// How a reply travels.
package enum ReplyMode: String, Sendable, CaseIterable {
  /// In a request of its own, to the messenger.
  case post
  /// In the HTTP answer.
  case inline
}
