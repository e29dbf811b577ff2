extension Collection where Element: StringProtocol {
  package func nearest(to word: some StringProtocol) -> Element? { first { $0 == word } }
}
