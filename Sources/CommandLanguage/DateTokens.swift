import Domain

/// The words of a date, taken off from the front as they are understood.
struct DateTokens {
  private var words: ArraySlice<Substring>

  init(_ text: String) {
    // A long text is no date; so nothing here needs to be fast.
    let isShort = text.utf8.count <= 100
    let separated = isShort ? text.split { $0.isWhitespace || $0 == "," } : []
    words = separated.flatMap { Self.parted($0) }[...]
  }

  var isEmpty: Bool { words.isEmpty }

  /// `2026-12-31t09:00`, `31.dez` and `9am` are two words each.
  private static func parted(_ word: Substring) -> [Substring] {
    let digits = word.prefix { $0.isASCII && ($0.isNumber || $0 == "-" || $0 == ":" || $0 == "." || $0 == "/") }
    let rest = word[digits.endIndex...]
    if let last = digits.last, last.isNumber, rest.first == "t" {
      let time = rest.dropFirst()
      return time.first?.isNumber == true ? [digits, time] : [word]
    }
    let isMarked = ["am", "pm", "h", "uhr"].contains(rest) || digits.last == "." && !rest.isEmpty
    return isMarked && !digits.isEmpty ? [digits, rest] : [word]
  }

  // MARK: - Words

  mutating func skip(_ set: Set<Substring>) {
    if let first = words.first, set.contains(first) { words.removeFirst() }
  }

  mutating func take(anyOf set: Set<String>) -> Bool {
    guard let first = words.first, set.contains(String(first)) else { return false }
    words.removeFirst()
    return true
  }

  mutating func take<Value>(_ meanings: [String: Value]) -> Value? {
    guard let first = words.first else { return nil }
    // `fri.` and `31. dez.` end with a dot.
    guard let value = meanings[String(first)] ?? meanings[String(first.droppingDot)] else { return nil }
    words.removeFirst()
    return value
  }

  mutating func takeAll(_ wanted: [Substring]) -> Bool {
    guard words.starts(with: wanted) else { return false }
    words.removeFirst(wanted.count)
    return true
  }

  mutating func unit(of units: [DateWords.Unit]) -> DateWords.Unit? {
    guard let first = words.first, let unit = DateWords.units[String(first)], units.contains(unit) else { return nil }
    words.removeFirst()
    return unit
  }

  // MARK: - Spans

  /// `in 3 hours`: a length of time from now on.
  mutating func span() -> Moment.Span? {
    guard let (number, unit) = count(of: [.minute, .hour]) else { return nil }
    return unit == .hour ? .hours(Int64(number)) : .minutes(Int64(number))
  }

  /// `in 2 weeks`, `in einer Woche`.
  mutating func count(of units: [DateWords.Unit]) -> (number: Int, unit: DateWords.Unit)? {
    guard words.count >= 3, words[words.startIndex] == "in", let number = Self.count(words[words.startIndex + 1]),
      let unit = DateWords.units[String(words[words.startIndex + 2])], units.contains(unit)
    else { return nil }
    words.removeFirst(3)
    return (number, unit)
  }

  /// The last day of something: `end of month`, `end of the next year`, `ende nachsten monats`.
  mutating func end() -> (unit: DateWords.Unit, isNext: Bool)? {
    let before = words
    guard take(anyOf: ["end", "ende", "eo"]) else { return nil }
    skip(["of"])
    _ = take(anyOf: DateWords.this)
    let isNext = take(anyOf: DateWords.next)
    if let unit = unit(of: [.week, .month, .year]) { return (unit, isNext) }
    words = before
    return nil
  }

  private static func count(_ word: Substring) -> Int? {
    if let number = Int(word), word.allSatisfy({ $0.isNumber }) { return (0...1_000).contains(number) ? number : nil }
    return DateWords.counts[String(word)]
  }

  // MARK: - Times

  /// `at 9:00`, `9 am`, `18 uhr`, `noon`: minutes since midnight.
  mutating func time() -> Int? {
    let before = words
    skip(["at", "um", "@"])
    if let minutes = take(DateWords.times) { return minutes }
    guard let first = words.first, let read = Self.clock(first) else {
      words = before
      return nil
    }
    words.removeFirst()
    // `18:00 am 31.12.` and `12:00 am 31.12.` are German; of the other hours both readings are the same.
    let isOnDay = words.first == "am" && words.dropFirst().first.map(Self.isDotted) == true
    let isHalf = (1...(isOnDay ? 11 : 12)).contains(read.hour)
    let half: Int? = isHalf ? take(["am": 0, "a.m.": 0, "pm": 12, "p.m.": 12]) : nil
    let isMarked = half != nil || take(anyOf: ["uhr", "h"])
    guard isMarked || read.hasColon, read.hour < 24 else {
      words = before
      return nil
    }
    return (half.map { read.hour % 12 + $0 } ?? read.hour) * 60 + read.minute
  }

  /// `31.` or `31.12.2026`, as a day is written in German.
  private static func isDotted(_ word: Substring) -> Bool { word.first?.isNumber == true && word.contains(".") }

  /// `9`, `9:05` or `18.30`; the latter only counts where `uhr` follows.
  private static func clock(_ word: Substring) -> (hour: Int, minute: Int, hasColon: Bool)? {
    let parts = word.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard (1...2).contains(parts.count), let hour = number(parts[0], digits: 1...2) else { return nil }
    guard parts.count == 2 else { return (hour, 0, false) }
    guard let minute = number(parts[1], digits: 2...2), minute < 60 else { return nil }
    return (hour, minute, word.contains(":"))
  }

  // MARK: - Days

  /// `2026-12-31`, `2026/12/31`, `31.12.2026`, `31.12.`, `12/31/2026`; without a year the first one from `today` on.
  mutating func numbered(onOrAfter today: LocalDay) throws(DateError) -> LocalDay? {
    guard let first = words.first, let sign = first.first(where: { !$0.isNumber }) else { return nil }
    var parts = first.split(separator: sign, omittingEmptySubsequences: false)
    if sign == ".", parts.last?.isEmpty == true { parts.removeLast() }
    guard parts.count >= 2, parts.count <= 3 else { return nil }
    let numbers = parts.compactMap { Self.number($0, digits: 1...4) }
    guard numbers.count == parts.count else { return nil }
    let isYearFirst = parts.count == 3 && parts[0].count == 4
    let year = try parts.count == 3 && !isYearFirst && sign != "-" ? Self.year(parts[2]) : nil
    let day: LocalDay
    switch sign {
    case "-" where isYearFirst, "/" where isYearFirst:
      day = try Self.day(year: numbers[0], month: numbers[1], day: numbers[2])
    case ".":
      day = try Self.day(numbers[0], numbers[1], year, today)
    case "/":
      day = try Self.slashed(numbers, year: year, today)
    default: return nil
    }
    words.removeFirst()
    return day
  }

  /// `31 dec`, `31. dezember 2026`, `dec 31st, 2026`.
  mutating func named(onOrAfter today: LocalDay) throws(DateError) -> LocalDay? {
    let before = words
    var number = day()
    skip(["of"])
    guard let month = take(DateWords.months) else {
      words = before
      return nil
    }
    if number == nil { number = day() }
    guard let number else { throw .unreadable }
    var year: Int?
    if let word = words.first, word.count == 4, let four = Self.number(word, digits: 4...4) {
      words.removeFirst()
      year = four
    }
    return try Self.day(number, month, year, today)
  }

  /// `31`, `31.` or `31st`.
  private mutating func day() -> Int? {
    guard let first = words.first else { return nil }
    let digits = first.prefix { $0.isNumber }
    guard ["", ".", "st", "nd", "rd", "th"].contains(first[digits.endIndex...]),
      let number = Self.number(digits, digits: 1...2)
    else { return nil }
    words.removeFirst()
    return number
  }

  private static func slashed(_ numbers: [Int], year: Int?, _ today: LocalDay) throws(DateError) -> LocalDay {
    let dayFirst = try? day(numbers[0], numbers[1], year, today)
    let monthFirst = try? day(numbers[1], numbers[0], year, today)
    guard let one = dayFirst ?? monthFirst, let other = monthFirst ?? dayFirst else { throw .noSuchDay }
    guard one == other else { throw .twoReadings(one, other) }
    return one
  }

  private static func day(_ day: Int, _ month: Int, _ year: Int?, _ today: LocalDay) throws(DateError) -> LocalDay {
    if let year { return try self.day(year: year, month: month, day: day) }
    // The 29th of February comes once in eight years at worst.
    for year in today.parts.year...(today.parts.year + 8) {
      if let day = LocalDay(year: year, month: month, day: day), day >= today { return day }
    }
    throw .noSuchDay
  }

  private static func day(year: Int, month: Int, day: Int) throws(DateError) -> LocalDay {
    guard let day = LocalDay(year: year, month: month, day: day) else { throw .noSuchDay }
    return day
  }

  /// A year of four digits, or of two in this century.
  private static func year(_ word: Substring) throws(DateError) -> Int {
    guard let year = number(word, digits: 2...4) else { throw .unreadable }
    return word.count == 2 ? 2_000 + year : year
  }

  private static func number(_ word: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(word.utf8.count), word.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(word)
  }
}

extension Substring {
  fileprivate var droppingDot: Substring { last == "." ? dropLast() : self }
}
