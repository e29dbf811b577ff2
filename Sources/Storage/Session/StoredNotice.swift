import Commands
import Domain
import Engine

/// What somebody is told, in one column: phrases with the values that fill them, people by their keys.
enum StoredNotice {
  static func bytes(of parts: [PersonalNotice.Part]) -> [UInt8] {
    parts.flatMap { part in
      // No group has an empty key.
      Measured.bytes(part.group?.text ?? "") + list(part.sentences, bytes(of:))
    }
  }

  /// - Parameter person: Who has the key.
  /// - Throws: ``StoreFault`` when the bytes are none that were written so.
  static func parts(
    in bytes: [UInt8], person: @escaping (PersonKey) throws -> Person?
  ) throws -> [PersonalNotice.Part] {
    var reader = NoticeReader(rest: bytes[...], person: person)
    do {
      var parts: [PersonalNotice.Part] = []
      while !reader.rest.isEmpty { parts.append(try reader.part()) }
      return parts
    } catch is Measured.Unreadable {
      throw StoreFault(code: "storage.notice", operatorText: "what somebody is told can't be read back")
    }
  }

  private static func bytes(of phrase: Phrase) -> [UInt8] {
    let arguments = phrase.arguments.sorted { $0.key < $1.key }
    return Measured.bytes(phrase.key) + list(arguments) { Measured.bytes($0.key) + bytes(of: $0.value) }
  }

  private static func bytes(of argument: Phrase.Argument) -> [UInt8] {
    switch argument {
    case .text(let text): [Kind.text] + Measured.bytes(text)
    case .command(let command): [Kind.command] + Measured.bytes(command)
    case .usage(let line): [Kind.usage] + Measured.bytes(line)
    case .number(let number): [Kind.number] + Measured.bytes(Int64(number))
    case .moment(let moment): [Kind.moment] + Measured.bytes(moment.milliseconds)
    case .person(let person): [Kind.person] + Measured.bytes(person.key.text)
    case .people(let people): [Kind.people] + list(people) { Measured.bytes($0.key.text) }
    case .phrase(let phrase): [Kind.phrase] + bytes(of: phrase)
    case .list(let arguments): [Kind.list] + list(arguments, bytes(of:))
    }
  }

  private static func list<Item>(_ items: [Item], _ bytes: (Item) -> [UInt8]) -> [UInt8] {
    Measured.bytes(Int64(items.count)) + items.flatMap(bytes)
  }

  /// What stands before an argument.
  fileprivate enum Kind {
    static let text = UInt8(ascii: "t")
    static let command = UInt8(ascii: "c")
    static let usage = UInt8(ascii: "u")
    static let number = UInt8(ascii: "n")
    static let moment = UInt8(ascii: "m")
    static let person = UInt8(ascii: "p")
    static let people = UInt8(ascii: "P")
    static let phrase = UInt8(ascii: "s")
    static let list = UInt8(ascii: "l")
  }
}

private struct NoticeReader {
  var rest: ArraySlice<UInt8>
  let person: (PersonKey) throws -> Person?

  mutating func part() throws -> PersonalNotice.Part {
    let group = try Measured.text(from: &rest)
    return PersonalNotice.Part(
      about: group.isEmpty ? nil : GroupKey(group), try list { reader in try reader.phrase() })
  }

  private mutating func phrase() throws -> Phrase {
    let key = try Measured.text(from: &rest)
    let arguments = try list { reader in (try Measured.text(from: &reader.rest), try reader.argument()) }
    return Phrase(key, Dictionary(arguments, uniquingKeysWith: { one, _ in one }))
  }

  private mutating func argument() throws -> Phrase.Argument {
    switch rest.popFirst() {
    case StoredNotice.Kind.text: return .text(try Measured.text(from: &rest))
    case StoredNotice.Kind.command: return .command(try Measured.text(from: &rest))
    case StoredNotice.Kind.usage: return .usage(try Measured.text(from: &rest))
    case StoredNotice.Kind.number: return .number(Int(try Measured.number(from: &rest)))
    case StoredNotice.Kind.moment: return .moment(Moment(milliseconds: try Measured.number(from: &rest)))
    case StoredNotice.Kind.person: return .person(try somebody())
    case StoredNotice.Kind.people: return .people(try list { reader in try reader.somebody() })
    case StoredNotice.Kind.phrase: return .phrase(try phrase())
    case StoredNotice.Kind.list: return .list(try list { reader in try reader.argument() })
    default: throw Measured.Unreadable()
    }
  }

  private mutating func somebody() throws -> Person {
    guard let found = try person(PersonKey(Measured.text(from: &rest))) else { throw Measured.Unreadable() }
    return found
  }

  private mutating func list<Item>(_ item: (inout NoticeReader) throws -> Item) throws -> [Item] {
    let count = try Measured.number(from: &rest)
    guard 0...Int64(rest.count) ~= count else { throw Measured.Unreadable() }
    return try (0..<count).map { _ in try item(&self) }
  }
}
