package import Domain

/// What the bot answers, as a value: each messenger writes it in its own way, in the reader's language.
package struct Reply: Sendable, Equatable {
  package var blocks: [Block]
  package var audience: Audience

  package init(_ blocks: [Block], to audience: Audience = .sender) {
    self.blocks = blocks
    self.audience = audience
  }

  /// A reply of one paragraph for each sentence.
  package init(_ phrases: Phrase..., to audience: Audience = .sender) {
    self.init(phrases.map(Block.paragraph), to: audience)
  }

  /// Who sees it.
  package enum Audience: Sendable, Equatable {
    case sender, room
  }

  /// A part of a reply.
  package enum Block: Sendable, Equatable {
    case paragraph(Phrase)
    case list([Phrase])
    case fields([Field])
  }

  /// A line of a card: what it is, and its value.
  package struct Field: Sendable, Equatable {
    package let label: Phrase
    package let value: Phrase

    package init(_ label: Phrase, _ value: Phrase) {
      self.label = label
      self.value = value
    }
  }
}
