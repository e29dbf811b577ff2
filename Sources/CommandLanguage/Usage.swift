/// How a command is written: its roots, its verb, what follows, and its options.
package struct Usage: Sendable {
  package let roots: Roots
  /// Such as `archive`; empty for a root that is a command by itself.
  package let verb: String
  /// What follows the verb, as help shows it, such as `PROJECT`.
  package let argument: Argument?
  package let options: [Option]
  /// A line that can be run as it stands, without the sign before it.
  package let examples: [String]

  package init(_ roots: Roots, _ verb: String, _ argument: Argument? = nil, options: [Option] = [], examples: [String])
  {
    self.roots = roots
    self.verb = verb
    self.argument = argument
    self.options = options
    self.examples = examples
  }

  /// Under which words the command is found.
  package enum Roots: Sendable, Equatable {
    /// `project`, `workgroup`, `collab` and `group` share their verbs.
    case groups
    /// Under every root, and by itself.
    case every
  }

  /// What follows the verb.
  package struct Argument: Sendable {
    /// Its key among the texts, such as `group` or `name`.
    package let label: String
    package let isRequired: Bool

    package static func required(_ label: String) -> Argument { Argument(label: label, isRequired: true) }
    package static func optional(_ label: String) -> Argument { Argument(label: label, isRequired: false) }
  }

  /// Something that can be said besides.
  package struct Option: Sendable {
    package let name: String
    package let value: Value

    /// What an option wants.
    package enum Value: Sendable {
      /// Nothing: it is there or not.
      case none
      /// One of these words.
      case choice([String])
      /// Free text, up to the next option.
      case text(String)
      /// A whole number from 1 up.
      case number(String)
    }

    package static func flag(_ name: String) -> Option { Option(name: name, value: .none) }
    package static func choice(_ name: String, _ words: [String]) -> Option {
      Option(name: name, value: .choice(words))
    }
    package static func text(_ name: String, _ label: String) -> Option { Option(name: name, value: .text(label)) }
    package static func number(_ name: String, _ label: String) -> Option { Option(name: name, value: .number(label)) }
  }

  /// How it is written under `root`, such as `/project archive PROJECT`.
  package func line(under root: String) -> String {
    var parts = roots == .every && root == verb ? ["/" + root] : ["/" + root, verb]
    if let argument {
      let name = argument.label.uppercased()
      parts.append(argument.isRequired ? name : "[\(name)]")
    }
    for option in options {
      switch option.value {
      case .none: parts.append("[--\(option.name)]")
      case .choice(let words): parts.append("[--\(option.name) \(words.joined(separator: "|"))]")
      case .text(let label), .number(let label): parts.append("[--\(option.name) \(label)]")
      }
    }
    return parts.joined(separator: " ")
  }
}
