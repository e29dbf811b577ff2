import CICU
import Domain

/// What a language decides: which plural form a number takes, how a list is joined, how days and times are written.
///
/// `@unchecked Sendable`: ICU's rules and formats are not changed after opening, and such objects may be used from any
/// thread (<https://unicode-org.github.io/icu/userguide/icu/design.html#thread-safety>).
@safe final class Grammar: @unchecked Sendable {
  private let language: String
  private let rules: OpaquePointer
  private let list: OpaquePointer
  /// `UDateFormat` is a pointer to C.
  private let days: UnsafeMutablePointer<UDateFormat?>
  private let times: UnsafeMutablePointer<UDateFormat?>

  /// - Parameter language: a BCP 47 code such as `de`.
  /// - Returns: `nil` when ICU can't be had.
  init?(language: String) {
    var status = U_ZERO_ERROR
    guard let rules = unsafe cicu_plural_rules_open(language, &status) else { return nil }
    guard let list = unsafe cicu_list_format_open(language, &status), cicu_failed(status) == 0 else {
      unsafe cicu_plural_rules_close(rules)
      return nil
    }
    let days = unsafe cicu_date_format_open(language, Array("yMMMMEEEEd\0".utf16), &status)
    let times = unsafe cicu_date_format_open(language, Array("Hm\0".utf16), &status)
    guard let days = unsafe days, let times = unsafe times, cicu_failed(status) == 0 else {
      unsafe cicu_plural_rules_close(rules)
      unsafe cicu_list_format_close(list)
      return nil
    }
    self.language = language
    unsafe self.rules = rules
    unsafe self.list = list
    unsafe self.days = days
    unsafe self.times = times
  }

  deinit {
    unsafe cicu_plural_rules_close(rules)
    unsafe cicu_list_format_close(list)
    unsafe cicu_date_format_close(days)
    unsafe cicu_date_format_close(times)
  }

  /// A day with its weekday, such as `Friday, November 27, 2026`.
  func day(_ day: LocalDay) -> String {
    unsafe written(Moment(seconds: 0) + .hours(Int64(day.number) * 24), by: days) ?? day.text
  }

  /// A time of day, such as `18:00`.
  func time(_ time: Moment.Span) -> String { unsafe written(Moment(seconds: 0) + time, by: times) ?? "" }

  /// The formats are not changed by formatting: ICU works on a copy of the calendar in them.
  private func written(_ moment: Moment, by format: UnsafeMutablePointer<UDateFormat?>) -> String? {
    var status = U_ZERO_ERROR
    let capacity = 128
    let text = unsafe [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
      let length = unsafe cicu_date_format(
        format, Double(moment.milliseconds), buffer.baseAddress, Int32(capacity), &status)
      count = max(0, min(Int(length), capacity))
    }
    return cicu_failed(status) == 0 ? String(decoding: text, as: UTF16.self) : nil
  }

  /// What it calls a language, such as `German`.
  func name(of other: String) -> String? {
    var name = [UInt16](repeating: 0, count: 128)
    var status = U_ZERO_ERROR
    let length = unsafe cicu_language_name(other, language, &name, Int32(name.count), &status)
    return cicu_failed(status) == 0 ? String(decoding: name.prefix(Int(length)), as: UTF16.self) : nil
  }

  /// The plural categories that the language tells apart.
  var categories: Set<String> {
    var status = U_ZERO_ERROR
    guard let keywords = unsafe cicu_plural_categories_open(rules, &status) else { return [PluralForms.other] }
    defer { unsafe cicu_enumeration_close(keywords) }
    var categories: Set<String> = []
    while let keyword = unsafe cicu_enumeration_next(keywords, &status), cicu_failed(status) == 0 {
      categories.insert(unsafe String(cString: keyword))
    }
    return categories
  }

  /// The plural category of a number, such as `one` or `other`.
  func category(of number: Int) -> String {
    var keyword = [UInt16](repeating: 0, count: 16)
    var status = U_ZERO_ERROR
    let length = unsafe cicu_plural_category(rules, Double(number), &keyword, Int32(keyword.count), &status)
    guard cicu_failed(status) == 0 else { return "other" }
    return String(decoding: keyword.prefix(Int(length)), as: UTF16.self)
  }

  /// The parts as one text, such as `a, b and c`.
  func joined(_ parts: [String]) -> String {
    guard parts.count > 1 else { return parts.first ?? "" }
    let units = parts.map { Array($0.utf16) }
    let lengths = units.map { Int32($0.count) }
    let all = units.flatMap { $0 }
    // What joins two parts is short in every language.
    let capacity = all.count + parts.count * 16
    var status = U_ZERO_ERROR
    let result = unsafe all.withUnsafeBufferPointer { buffer in
      var offset = 0
      var starts: [UnsafePointer<UInt16>?] = unsafe []
      for length in lengths {
        unsafe starts.append(buffer.baseAddress.map { unsafe $0 + offset })
        offset += Int(length)
      }
      return unsafe [UInt16](unsafeUninitializedCapacity: capacity) { result, count in
        let length = unsafe cicu_list_format(
          list, starts, lengths, Int32(parts.count), result.baseAddress, Int32(capacity), &status)
        count = max(0, min(Int(length), capacity))
      }
    }
    return cicu_failed(status) == 0 ? String(decoding: result, as: UTF16.self) : parts.joined(separator: ", ")
  }
}
