import Configuration
import Texts

extension TalkReader {
  /// An indented line below `people`: a name, a messenger, and what is to know about the person.
  mutating func participant(_ line: inout LineCursor) -> Participant? {
    let (name, place) = line.word()
    let (messenger, messengerPlace) = line.word(upTo: [","])
    guard !messenger.isEmpty else {
      report("on which messenger is \(name)? Write one of \(Self.messengers)", at: messengerPlace)
      return nil
    }
    let known = ImitationCatalog.all.map { $0.messenger }
    guard known.contains(messenger) else {
      report(
        "\(quoted(messenger)) is none of the messengers \(Self.messengers)"
          + suggestion(for: messenger, among: known), at: messengerPlace)
      // Still somebody, so that the lines about the person are read for their own mistakes.
      return Participant(name: name, connection: known.first ?? messenger)
    }
    let isHandle = name.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || byte == UInt8(ascii: "-")
    }
    guard isHandle, name.first?.isLetter == true, !Self.keywords.contains(name) else {
      report("a person's name is small letters, digits and \"-\", and no word of the language", at: place)
      return nil
    }
    guard !people.contains(where: { $0.name == name }) else {
      report("there are two people \(quoted(name)); each needs a name of its own", at: place)
      return nil
    }
    var person = Participant(name: name, connection: messenger)
    while line.take(",") {
      guard read(attributeOf: &person, &line) else { return person }
    }
    let (rest, restPlace) = line.rest()
    guard rest.isEmpty else {
      report("\(quoted(rest)) follows without a comma", at: restPlace)
      return nil
    }
    return person
  }

  private mutating func read(attributeOf person: inout Participant, _ line: inout LineCursor) -> Bool {
    let (word, place) = line.word(upTo: [","])
    switch word {
    case "admin": person.isAdmin = true
    case "external": person.isExternal = true
    case "stranger": person.isStranger = true
    case "inbox": person.readsInbox = true
    case "language":
      let (language, languagePlace) = line.word(upTo: [","])
      guard languages.contains(language) else {
        let known = languages.joined(separator: ", ")
        report(
          language.isEmpty
            ? "which language? Write one of \(known)"
            : "\(quoted(language)) is none of the languages \(known)" + suggestion(for: language, among: languages),
          at: languagePlace)
        return false
      }
      person.language = language
    case "zone":
      let (zone, zonePlace) = line.word(upTo: [","])
      guard TimeZone(zone) != nil else {
        report("\(quoted(zone)) is no time zone" + suggestion(for: zone, among: TimeZone.names), at: zonePlace)
        return false
      }
      person.zone = zone
    default:
      let known = ["admin", "external", "stranger", "inbox", "language", "zone"]
      report("\(quoted(word)) is nothing to be said of a person" + suggestion(for: word, among: known), at: place)
      return false
    }
    return true
  }

  private static var messengers: String { ImitationCatalog.all.map { $0.messenger }.joined(separator: ", ") }
}
