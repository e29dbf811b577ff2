/// A pair of quotes; clients replace straight ones by those of the writer's language.
enum Quote: CaseIterable {
  case double, angled, single, singleAngled

  init?(opening scalar: Unicode.Scalar) {
    switch scalar {
    case "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{FF02}": self = .double
    case "'", "\u{2018}", "\u{2019}", "\u{201A}": self = .single
    case "«", "»": self = .angled
    case "‹", "›": self = .singleAngled
    default: return nil
    }
  }

  func closes(_ scalar: Unicode.Scalar) -> Bool { Quote(opening: scalar) == self }

  /// The text in quotes of which it holds none, so that nothing in it closes them; `nil` where it holds some of each kind.
  static func around(_ text: String) -> String? {
    var free = allCases
    for scalar in text.unicodeScalars { free.removeAll { $0.closes(scalar) } }
    return free.first.map { $0.marks.open + text + $0.marks.close }
  }

  private var marks: (open: String, close: String) {
    switch self {
    case .double: ("\"", "\"")
    case .angled: ("«", "»")
    case .single: ("'", "'")
    case .singleAngled: ("‹", "›")
    }
  }
}
