import CICU
import Domain

/// Folds names by Unicode's rules: compatibility forms and case first, then accents.
///
/// Source: <https://www.unicode.org/reports/tr44/#NFKC_Casefold>
package struct NameFolding: Folding {
  package init() {}

  package func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    var status = U_ZERO_ERROR
    let casefold = unsafe cicu_casefold(&status)
    let decompose = unsafe cicu_decompose(&status)
    guard cicu_failed(status) == 0, let casefold = unsafe casefold, let decompose = unsafe decompose,
      let narrowed = unsafe normalized(Array(text.utf16), by: casefold),
      let decomposed = unsafe normalized(narrowed, by: decompose)
    else { return text.lowercased() }
    var folded = String.UnicodeScalarView()
    // Only the accents of European scripts: elsewhere a mark is as good as a letter.
    for scalar in String(decoding: decomposed, as: UTF16.self).unicodeScalars
    where !(0x0300...0x036F).contains(scalar.value) {
      folded.append(scalar)
    }
    return String(folded)
  }

  private func normalized(_ text: [UInt16], by normalizer: OpaquePointer) -> [UInt16]? {
    // A character becomes 18 units at most (NFKC); names are short.
    let capacity = text.count * 18
    var status = U_ZERO_ERROR
    var length: Int32 = 0
    let result = unsafe [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
      length = unsafe cicu_normalize(
        normalizer, text, Int32(text.count), buffer.baseAddress, Int32(capacity), &status)
      count = max(0, min(Int(length), capacity))
    }
    return cicu_failed(status) == 0 ? result : nil
  }
}
