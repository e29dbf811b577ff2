/// How a command is written: its roots, its verb, what follows, and its options.
package struct Usage: Sendable, Equatable {
  package let roots: Roots
  /// One word or two, such as `archive` or `stage add`; empty where the root alone is the command.
  package let verb: String
  /// What follows the verb, in this order.
  package let slots: [Slot]
  package var options: [Option]
  /// A line that can be run as it stands, without the sign before it.
  package let examples: [String]

  package init(_ roots: Roots, _ verb: String, _ slots: Slot..., options: [Option] = [], examples: [String]) {
    self.roots = roots
    self.verb = verb
    self.slots = slots
    self.options = options
    self.examples = examples
  }

  /// Under which words the command is found.
  package enum Roots: Sendable, Equatable {
    /// `project`, `workgroup`, `collab` and `group` share their verbs.
    case groups
    /// Under every root, and by itself.
    case every
    /// Under one root of its own, such as `admin`.
    case named(String)
  }

  /// How it is written under `root`, such as `/project copy GROUP as NAME [--with tasks]`.
  package func line(under root: String) -> String {
    var parts = roots == .every && root == verb || verb.isEmpty ? ["/" + root] : ["/" + root, verb]
    parts += slots.map { $0.line } + options.map { "[\($0.line)]" }
    return parts.joined(separator: " ")
  }

  /// What can be added to every command; the catalog reads it, not the command.
  package static let general: [Option] = [.flag(dryRun), .flag(share)]

  /// Answers what would happen, and changes nothing.
  package static let dryRun = "dry-run"

  /// Lets the room read the reply.
  package static let share = "share"
}

// MARK: - What follows the verb

extension Usage {
  /// One thing that follows the verb, such as the group that it is about.
  package struct Slot: Sendable, Equatable {
    /// Its key among the texts, such as `group` or `name`; no two of a command have the same.
    package let label: String
    package let value: Value
    /// What stands before it; the first slot of most commands has none.
    package let word: LittleWord?
    package let isRequired: Bool

    /// What is to be written there.
    package enum Value: Sendable, Equatable {
      /// The name, its start or the key of a group.
      case group
      case person
      /// One person or more, each with `@` or mentioned, up to ``Usage/maximumPeople``.
      case people
      /// Free text of so many characters.
      case text(maximum: Int)
      /// A single word, such as a code or a key, of so many characters.
      case word(maximum: Int)
      /// One of these words.
      case choice([String])
      /// A whole number from 1 up.
      case number
      /// A day or a moment in people's words.
      case date
    }

    package static let group = Slot("group", .group)
    package static let person = Slot("person", .person)
    package static let people = Slot("people", .people)

    package static func text(_ label: String, maximum: Int) -> Slot { Slot(label, .text(maximum: maximum)) }
    package static func word(_ label: String, maximum: Int) -> Slot { Slot(label, .word(maximum: maximum)) }
    package static func choice(_ label: String, _ words: [String]) -> Slot { Slot(label, .choice(words)) }
    package static func number(_ label: String) -> Slot { Slot(label, .number) }
    package static func date(_ label: String) -> Slot { Slot(label, .date) }

    init(_ label: String, _ value: Value, after word: LittleWord? = nil, isRequired: Bool = true) {
      self.label = label
      self.value = value
      self.word = word
      self.isRequired = isRequired
    }

    /// The same behind a little word: `.group.after(.to)` is `to GROUP`.
    package func after(_ word: LittleWord) -> Slot { Slot(label, value, after: word, isRequired: isRequired) }

    /// The same, but it may be left out.
    package var optional: Slot { Slot(label, value, after: word, isRequired: false) }

    /// The same under another label, such as `.person.labelled("who")`: somebody who can be oneself as well.
    package func labelled(_ label: String) -> Slot { Slot(label, value, after: word, isRequired: isRequired) }

    /// Whether it never holds more than one word.
    var isOneWord: Bool {
      switch value {
      case .person, .word, .choice, .number: true
      case .group, .people, .text, .date: false
      }
    }

    /// As a usage line shows it, such as `[as NAME]`.
    fileprivate var line: String {
      let name =
        switch value {
        case .choice(let words): words.joined(separator: "|")
        case .person: (label == Self.person.label ? "@" : "I|@") + label.uppercased()
        case .people: "@PERSON…"
        default: label.uppercased()
        }
      let line = (word.map { $0.rawValue + " " } ?? "") + name
      return isRequired ? line : "[\(line)]"
    }
  }

  /// A word that ends what stands before it, so that neither names nor lists need quotes.
  package enum LittleWord: String, Sendable, CaseIterable {
    case to, from, `in`, `as`, `for`, on, since
  }

  /// How many people a command takes.
  package static let maximumPeople = 50
}

// MARK: - Options

extension Usage {
  /// Something that can be said besides.
  package struct Option: Sendable, Equatable {
    package let name: String
    package let value: Value

    /// What an option wants.
    package enum Value: Sendable, Equatable {
      /// Nothing: it is there or not.
      case none
      /// One of these words.
      case choice([String])
      /// Free text, up to the next option, with its place in the usage line.
      case text(String)
      /// A whole number from 1 up.
      case number(String)
      case person
      /// People, with `@` or mentioned.
      case people
      /// A day or a moment in people's words.
      case date
    }

    package static func flag(_ name: String) -> Option { Option(name: name, value: .none) }
    package static func choice(_ name: String, _ words: [String]) -> Option {
      Option(name: name, value: .choice(words))
    }
    package static func text(_ name: String, _ label: String) -> Option { Option(name: name, value: .text(label)) }
    package static func number(_ name: String, _ label: String) -> Option { Option(name: name, value: .number(label)) }
    package static func person(_ name: String) -> Option { Option(name: name, value: .person) }
    package static func people(_ name: String) -> Option { Option(name: name, value: .people) }
    package static func date(_ name: String) -> Option { Option(name: name, value: .date) }

    /// Which page of a list, from 1 up.
    package static let page = number("page", "N")

    /// As a usage line shows it, such as `--until DATE`.
    fileprivate var line: String {
      switch value {
      case .none: "--\(name)"
      case .choice(let words): "--\(name) \(words.joined(separator: "|"))"
      case .text(let label), .number(let label): "--\(name) \(label)"
      case .person: "--\(name) @PERSON"
      case .people: "--\(name) @PERSON…"
      case .date: "--\(name) DATE"
      }
    }
  }
}
