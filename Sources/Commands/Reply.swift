package import Domain

/// What the bot answers, as a value: each messenger writes it in its own way, in the reader's language.
package struct Reply: Sendable, Equatable {
  package var blocks: [Block]
  /// Shown below the blocks, where the messenger has buttons.
  package var buttons: [Button]
  package var audience: Audience

  package init(_ blocks: [Block], buttons: [Button] = [], to audience: Audience = .sender) {
    self.blocks = blocks
    self.buttons = buttons
    self.audience = audience
  }

  /// A reply of one paragraph for each sentence.
  package init(_ phrases: Phrase..., to audience: Audience = .sender) {
    self.init(phrases.map(Block.paragraph), to: audience)
  }

  /// The same, to the room if that was asked for.
  package func shared(_ isShared: Bool) -> Reply {
    isShared ? Reply(blocks, buttons: buttons, to: .room) : self
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

extension Reply {
  /// The same for the same sentences about the same things, and for no others.
  var canonical: String {
    blocks.map { block in
      switch block {
      case .paragraph(let phrase): "p" + phrase.canonical
      case .list(let phrases): "l(" + phrases.map(\.canonical).joined() + ")"
      case .fields(let fields): "f(" + fields.map { $0.label.canonical + $0.value.canonical }.joined() + ")"
      }
    }.joined()
  }
}
