/// The words with which people name days and times, in English and German, folded: `märz` is `marz`, and `maerz` is
/// known as well.
enum DateWords {
  static let weekdays: [String: Int] = numbered([
    ["monday", "mon", "montag", "mo"], ["tuesday", "tue", "tues", "dienstag", "di"],
    ["wednesday", "wed", "mittwoch", "mi"], ["thursday", "thu", "thur", "thurs", "donnerstag", "do"],
    ["friday", "fri", "freitag", "fr"], ["saturday", "sat", "samstag", "sonnabend", "sa"],
    ["sunday", "sun", "sonntag", "so"],
  ])

  static let months: [String: Int] = numbered([
    ["january", "jan", "januar", "janner", "jaenner"], ["february", "feb", "februar"],
    ["march", "mar", "marz", "maerz", "mrz"], ["april", "apr"], ["may", "mai"], ["june", "jun", "juni"],
    ["july", "jul", "juli"], ["august", "aug"], ["september", "sep", "sept"],
    ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"],
  ])

  /// Days from today on.
  static let days: [String: Int] = [
    "today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "yesterday": -1, "gestern": -1, "ubermorgen": 2,
    "uebermorgen": 2,
  ]

  static let next: Set<String> = [
    "next", "coming", "nachster", "nachste", "nachsten", "nachstes", "naechster", "naechste", "naechsten",
    "naechstes", "kommender", "kommende", "kommenden", "kommendes",
  ]

  static let this: Set<String> = [
    "this", "dieser", "diese", "diesen", "dieses", "diesem", "the", "der", "des", "current",
  ]

  static let units: [String: Unit] = [
    "minute": .minute, "minutes": .minute, "min": .minute, "minuten": .minute,
    "hour": .hour, "hours": .hour, "h": .hour, "stunde": .hour, "stunden": .hour,
    "day": .day, "days": .day, "tag": .day, "tage": .day, "tagen": .day, "tages": .day,
    "week": .week, "weeks": .week, "woche": .week, "wochen": .week,
    "month": .month, "months": .month, "monat": .month, "monats": .month, "monate": .month, "monaten": .month,
    "year": .year, "years": .year, "jahr": .year, "jahres": .year, "jahre": .year, "jahren": .year,
  ]

  /// The end of a month, of a year, in one word.
  static let ends: [String: Unit] = ["monatsende": .month, "jahresende": .year]

  static let counts: [String: Int] = [
    "a": 1, "an": 1, "one": 1, "ein": 1, "eine": 1, "einer": 1, "einem": 1, "einen": 1, "two": 2, "zwei": 2,
    "three": 3, "drei": 3, "four": 4, "vier": 4, "five": 5, "funf": 5, "fuenf": 5, "six": 6, "sechs": 6,
  ]

  /// Minutes since midnight.
  static let times: [String: Int] = ["noon": 720, "midday": 720, "mittag": 720, "mittags": 720]

  /// What time is counted in.
  enum Unit: Equatable {
    case minute, hour, day, week, month, year
  }

  private static func numbered(_ names: [[String]]) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for (index, names) in names.enumerated() {
      for name in names { numbers[name] = index + 1 }
    }
    return numbers
  }
}
