package import CommandLanguage
package import Domain

/// What somebody said to the bot, found genuine and read off the messenger's form.
package struct Utterance: Sendable {
  /// The messenger's id of this delivery; the same for a repeat.
  package let delivery: String
  package let sender: Sender
  package let room: Room
  /// The whole command with its root, such as `/project archive Apollo`; mentions are resolved to ids.
  package let pieces: [Piece]
  /// Where the reply can be posted; `nil` when only the HTTP answer can carry it.
  package let route: Route?
  /// Whose message it was, when a button was pressed; `nil` for what was typed.
  package let press: Press?

  package init(delivery: String, sender: Sender, room: Room, pieces: [Piece], route: Route?, press: Press? = nil) {
    self.delivery = delivery
    self.sender = sender
    self.room = room
    self.pieces = pieces
    self.route = route
    self.press = press
  }

  /// Who sees the message on which a button was pressed.
  package enum Press: Sendable, Equatable {
    /// Only who pressed it.
    case own
    /// Others as well, so that a reply for one person can't take its place.
    case shared
  }

  /// Who speaks, as the messenger tells it.
  package struct Sender: Sendable, Equatable {
    /// The id that never changes.
    package let user: String
    /// The workspace, server, guild or tenant that the account belongs to, for `employees:`.
    package let tenant: String
    package let handle: String
    package let name: String

    package init(user: String, tenant: String, handle: String, name: String) {
      self.user = user
      self.tenant = tenant
      self.handle = handle.withoutSurplusMarks
      self.name = name.withoutSurplusMarks
    }
  }

  /// Where it was said.
  package struct Room: Sendable, Equatable {
    package let id: String
    package let isDirect: Bool
    /// Whether a reply there is seen by everybody in it, because the messenger has no other.
    package let isOverheard: Bool

    package init(id: String, isDirect: Bool, isOverheard: Bool = false) {
      self.id = id
      self.isDirect = isDirect
      self.isOverheard = isOverheard
    }
  }

  /// Where a reply goes, and how long that stays possible.
  package struct Route: Sendable {
    /// An address that is as good as a password, such as Slack's `response_url`; it is never logged.
    package let address: String
    package let expires: Moment
    /// How many posts it takes at most.
    package let uses: Int

    package init(address: String, expires: Moment, uses: Int) {
      self.address = address
      self.expires = expires
      self.uses = uses
    }
  }
}

extension Utterance.Route: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "••••" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
