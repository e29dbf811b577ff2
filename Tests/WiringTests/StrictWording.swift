import Commands
import Domain
import Engine
import Testing
import Texts

/// Writes the sentences that ship, and fails the test where one isn't there or has nothing to fill a placeholder with.
struct StrictWording: Wording {
  let sentences: Sentences
  /// By key; in every language there are the same.
  let texts: [String: Sentence]

  var languages: [SpokenLanguage] { sentences.languages }

  func write(_ reply: Reply, for reader: Person?, with markup: any Markup) -> String {
    for block in reply.blocks {
      switch block {
      case .paragraph(let phrase): check(phrase)
      case .list(let phrases): for phrase in phrases { check(phrase) }
      case .fields(let fields): for phrase in fields.flatMap({ [$0.label, $0.value] }) { check(phrase) }
      }
    }
    return sentences.write(reply, for: reader, with: markup)
  }

  private func check(_ phrase: Phrase) {
    guard let sentence = texts[phrase.key] else {
      Issue.record("there is no sentence \(phrase.key)")
      return
    }
    let missing = sentence.placeholders.filter { phrase.arguments[$0] == nil }
    if !missing.isEmpty { Issue.record("\(phrase.key) is said without \(missing.sorted().joined(separator: ", "))") }
    for name in sentence.placeholders { phrase.arguments[name].map { check($0) } }
  }

  private func check(_ argument: Phrase.Argument) {
    switch argument {
    case .phrase(let phrase): check(phrase)
    case .list(let arguments): for argument in arguments { check(argument) }
    default: break
    }
  }
}
