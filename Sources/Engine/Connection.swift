/// A messenger as it is set up in `bot.yaml`: where its requests come in, whom it brings, and where replies may go.
package struct Connection: Sendable {
  /// Its requests arrive at `/hooks/NAME`.
  package let name: String
  package let messenger: any Messenger
  /// The tenants whose people are employees; `*` takes everybody whose requests are genuine.
  package let employees: Set<String>
  /// Whether the HTTP answer carries the reply.
  package let repliesInline: Bool
  /// The only hosts to which replies are posted.
  package let replyHosts: [String]
  /// Whether those hosts may be inside one's own network, and be reached without TLS.
  package let allowsPrivateAddresses: Bool

  package init(
    name: String, messenger: any Messenger, employees: Set<String>, repliesInline: Bool, replyHosts: [String],
    allowsPrivateAddresses: Bool
  ) {
    self.name = name
    self.messenger = messenger
    self.employees = employees
    self.repliesInline = repliesInline
    self.replyHosts = replyHosts
    self.allowsPrivateAddresses = allowsPrivateAddresses
  }

  func employs(_ sender: Utterance.Sender) -> Bool { employees.contains(sender.tenant) || employees.contains("*") }
}

extension Connection {
  /// Whether a reply may be posted there.
  package func mayReply(to address: String) -> Bool {
    ReplyAddress(address)?.isAllowed(hosts: replyHosts, allowsPrivateAddresses: allowsPrivateAddresses) == true
  }

  /// Whether a parcel may be posted there: what goes to somebody directly only to the messenger's own API.
  package func mayPost(_ parcel: Parcel, to target: String) -> Bool {
    guard parcel.recipient != nil else { return mayReply(to: target) }
    guard let base = messenger.directBase.flatMap({ ReplyAddress($0) }), let address = ReplyAddress(target) else {
      return false
    }
    return address == base && address.isAllowed(hosts: [base.host], allowsPrivateAddresses: allowsPrivateAddresses)
  }
}
