package import Commands
import Domain
package import Engine

/// Every sentence of the bot, by language and key.
package struct Sentences: Wording {
  private let languages: [String: Language]
  private let standard: Language

  /// - Parameters:
  ///   - sentences: By language and key.
  ///   - standard: The portal's language.
  /// - Returns: `nil` when there are no sentences in the portal's language.
  package init?(_ sentences: [String: [String: Sentence]], standard: String) {
    var languages: [String: Language] = [:]
    for (code, sentences) in sentences {
      guard let grammar = Grammar(language: code) else { return nil }
      languages[code] = Language(sentences: sentences, grammar: grammar)
    }
    guard let portal = languages[standard] else { return nil }
    self.languages = languages
    self.standard = portal
  }

  private struct Language: Sendable {
    let sentences: [String: Sentence]
    let grammar: Grammar
  }

  package func write(_ reply: Reply, in language: String?, with markup: any Markup) -> String {
    let writer = Writer(language: language.flatMap { languages[$0] } ?? standard, markup: markup)
    var lines: [String] = []
    for block in reply.blocks {
      switch block {
      case .paragraph(let phrase): lines.append(writer.text(of: phrase))
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
      case .number(let number): String(number)
      case .person(let person): markup.mention(person)
      case .people(let people): language.grammar.joined(people.map { markup.mention($0) })
      case .phrase(let phrase): text(of: phrase)
      case .list(let arguments): language.grammar.joined(arguments.map { text(of: $0) })
      }
    }
  }
}
