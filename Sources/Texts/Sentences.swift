package import Commands
package import Domain
package import Engine

/// Every sentence of the bot, by language and key.
package struct Sentences: Wording {
  private let written: [String: Language]
  private let standard: Language
  private let timeZone: String
  private let zones: any TimeZones

  /// - Parameters:
  ///   - sentences: By language and key.
  ///   - standard: The portal's language.
  ///   - timeZone: The portal's, for who has none of one's own.
  /// - Returns: `nil` when there are no sentences in the portal's language.
  package init?(_ sentences: [String: [String: Sentence]], standard: String, timeZone: String, zones: any TimeZones) {
    var written: [String: Language] = [:]
    for (code, sentences) in sentences {
      guard let grammar = Grammar(language: code) else { return nil }
      written[code] = Language(sentences: sentences, grammar: grammar)
    }
    guard let portal = written[standard] else { return nil }
    self.written = written
    languages = written.keys.sorted().map { code in
      let names = [written[code]?.ownName] + written.values.map { $0.grammar.name(of: code) }
      return SpokenLanguage(code: code, names: names.compactMap(\.self))
    }
    self.standard = portal
    self.timeZone = timeZone
    self.zones = zones
  }

  private struct Language: Sendable {
    let sentences: [String: Sentence]
    let grammar: Grammar

    /// What it is called in itself.
    var ownName: String? {
      guard case .one(let template)? = sentences["language.name"] else { return nil }
      return template.plain
    }
  }

  package let languages: [SpokenLanguage]

  package func write(_ reply: Reply, for reader: Person?, with markup: any Markup) -> String {
    let writer = Writer(
      language: reader?.language.flatMap { written[$0] } ?? standard, markup: markup,
      timeZone: reader?.timeZone ?? timeZone, zones: zones)
    var lines: [String] = []
    for block in reply.blocks {
      switch block {
      case .paragraph(let phrase):
        // What is denied for several people reads alike where it names none of them.
        let text = writer.text(of: phrase)
        if !lines.contains(text) { lines.append(text) }
      case .list(let phrases): lines += phrases.map { markup.item(writer.text(of: $0)) }
      case .fields(let fields):
        lines += fields.map { markup.label(writer.text(of: $0.label)) + " " + writer.text(of: $0.value) }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Fills sentences of one language in the way of one messenger.
  private struct Writer {
    let language: Language
    let markup: any Markup
    let timeZone: String
    let zones: any TimeZones

    func text(of phrase: Phrase) -> String {
      switch language.sentences[phrase.key] {
      case .one(let template): fill(template, from: phrase)
      case .plural(let by, let forms):
        if case .number(let count)? = phrase.arguments[by],
          let form = forms[language.grammar.category(of: count)] ?? forms["other"]
        {
          fill(form, from: phrase)
        } else {
          markup.plain(phrase.key)
        }
      // A test makes sure that no key is missing; should one be all the same, its name is better than silence.
      case nil: markup.plain(phrase.key)
      }
    }

    private func fill(_ template: Template, from phrase: Phrase) -> String {
      var text = ""
      for part in template.parts {
        switch part {
        case .words(let words): text += markup.plain(words)
        case .code(let code): text += markup.code(code)
        case .placeholder(let name): text += phrase.arguments[name].map { self.text(of: $0) } ?? ""
        }
      }
      return text
    }

    private func text(of argument: Phrase.Argument) -> String {
      switch argument {
      case .text(let text): markup.plain(text)
      case .command(let command): markup.code(command)
      case .usage(let line): markup.code(worded(line))
      case .number(let number): String(number)
      case .person(let person): markup.mention(person)
      case .people(let people): language.grammar.joined(names(of: people))
      case .moment(let moment): text(of: moment)
      case .phrase(let phrase): text(of: phrase)
      case .list(let arguments): language.grammar.joined(arguments.map { text(of: $0) })
      }
    }

    /// As many as one command can name, and how many others there are.
    private func names(of people: [Person]) -> [String] {
      let names = people.prefix(Self.mostPeople).map { markup.mention($0) }
      let others = people.count - names.count
      return others == 0 ? names : names + [text(of: Phrase("list.others", ["count": .number(others)]))]
    }

    private static let mostPeople = 50

    /// The line with its words in capitals as the language has them, such as `/project copy GRUPPE as NAME`.
    private func worded(_ line: String) -> String {
      var worded = ""
      var rest = line[...]
      while let start = rest.firstIndex(where: { ("A"..."Z").contains($0) }) {
        let word = rest[start...].prefix { ("A"..."Z").contains($0) }
        worded += rest[..<start]
        if case .one(let template)? = language.sentences["word.\(word.lowercased())"] {
          worded += template.plain
        } else {
          worded += word
        }
        rest = rest[word.endIndex...]
      }
      return worded + rest
    }

    /// A moment on the reader's clock; one at the edge of a day is the day.
    private func text(of moment: Moment) -> String {
      let (day, time) = zones.local(moment, in: timeZone)
      let isDay = [zones.start(of: day, in: timeZone), zones.end(of: day, in: timeZone)].contains(moment)
      return text(
        of: Phrase(
          isDay ? "moment.day" : "moment.time",
          [
            "day": .text(language.grammar.day(day)), "time": .text(language.grammar.time(time)),
            "zone": .text(timeZone),
          ]))
    }
  }
}
