/// The forms that languages have for numbers.
///
/// Source: <https://cldr.unicode.org/index/cldr-spec/plural-rules>
package enum PluralForms {
  /// All that any language has.
  package static let all = ["zero", "one", "two", "few", "many", other]

  /// The one that every language has.
  package static let other = "other"

  /// Those that a language has, such as `one` and `other`; `nil` when its grammar can't be had.
  ///
  /// - Parameter language: a BCP 47 code such as `de`.
  package static func needed(in language: String) -> Set<String>? {
    Grammar(language: language)?.categories
  }
}
