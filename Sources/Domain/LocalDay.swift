/// A day of the calendar, wherever it is; the Gregorian calendar also before there was one.
package struct LocalDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) { self.number = number }

  /// - Returns: `nil` when there is no such day, such as the 31st of February.
  package init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day)
    else { return nil }
    self.init(validYear: year, month: month, day: day)
  }

  /// Counts the days of a valid date.
  ///
  /// Source: <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
  private init(validYear year: Int, month: Int, day: Int) {
    let shifted = month > 2 ? year : year - 1
    let era = shifted.dividedDown(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Year, month from 1 and day from 1.
  ///
  /// Source: <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted.dividedDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// 1 for Monday to 7 for Sunday.
  package var weekday: Int { (number + 3) - (number + 3).dividedDown(by: 7) * 7 + 1 }

  package static func + (day: LocalDay, count: Int) -> LocalDay { LocalDay(number: day.number + count) }

  package static func < (one: LocalDay, other: LocalDay) -> Bool { one.number < other.number }

  /// The same day of another month, or that month's last one where it is too short.
  package func adding(months: Int) -> LocalDay {
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + months
    let newYear = index.dividedDown(by: 12)
    let newMonth = index - newYear * 12 + 1
    return LocalDay(validYear: newYear, month: newMonth, day: min(day, Self.length(of: newMonth, in: newYear)))
  }

  /// How many days a month has.
  package static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The years that can be written.
  package static let years = 1_900...9_999

  /// Such as `2026-04-03`.
  package var text: String {
    let (year, month, day) = parts
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}

extension Int {
  /// The quotient, rounded down also below zero.
  fileprivate func dividedDown(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
