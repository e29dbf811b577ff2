import CommandLanguage

/// `{code NAME}` in what is said: the code in the last answer to NAME, for whoever types it.
enum SpokenCode {
  /// The names in the braces.
  static func names(in text: String) -> [String] {
    text.split(separator: opening, omittingEmptySubsequences: false).dropFirst().map { part in
      String(part.prefix { $0 != "}" })
    }
  }

  /// The text with the codes in it; `nil` when somebody was told none.
  static func filled(_ text: String, from answers: (String) -> String?) -> String? {
    var filled = text
    for name in names(in: text) {
      guard let code = answers(name).flatMap(code) else { return nil }
      filled = filled.replacing("\(opening)\(name)}", with: code)
    }
    return filled
  }

  /// The last word of an answer that looks like a code, such as `4F7K`.
  private static func code(in answer: String) -> String? {
    let words = answer.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
    return words.last { $0.count >= 4 && $0.allSatisfy(alphabet.contains) }.map { String($0) }
  }

  private static let opening = "{code "
  /// Those of keys, in capitals.
  private static let alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
}
