import Domain
import Foundation
import Permissions

/// The permission table as the specification gives it, read from the CSV and from nothing of the engine.
struct SpecificationTable: Sendable {
  let rows: [SpecifiedRow]
  /// The rows of each verb, by the verb's place among the actions.
  let rowsOfVerb: [[SpecifiedRow]]

  static let shared = SpecificationTable()

  private init() {
    let file = Bundle.module.url(forResource: "Fixtures/permission-table", withExtension: "csv")
    let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { SpecifiedRow(fields: Self.fields(of: $0)) }
    self.rows = rows
    rowsOfVerb = Action.allCases.map { action in rows.filter { $0.verbs.contains(action.rawValue) } }
  }

  /// The fields of a line, of which some are in quotes.
  private static func fields(of line: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}

/// One row of the table.
struct SpecifiedRow: Sendable {
  let id: String
  let verbs: [String]
  let action: String
  let kinds: [String]
  let privacies: [String]
  let archived: String
  let cells: [Cell]
  /// The condition among the cells that a group's own level is judged by, besides C4.
  let taskCondition: Int?
  /// The level by default, where the row is one of those that a group can set a level for.
  let level: Level?
  /// Whether the row holds in each of the 18 places.
  private let places: [Bool]
  let neverHappens: Bool
  let isAboutRelation: Bool
  /// Which setting or person the row is about, as its text says.
  let chooses: @Sendable (Facts) -> Bool
  /// The guards of the row (9.9).
  let guards: @Sendable (Action, Facts) -> Bool

  enum Cell: Sendable, Equatable {
    case yes, no, never, own
    case condition(Int)
  }

  init(fields: [String]) {
    id = fields[0]
    verbs = fields[1].split(separator: " ").map(String.init)
    action = fields[2]
    kinds = fields[3].split(separator: " ").map(String.init)
    privacies = fields[4].split(separator: " ").map(String.init)
    archived = fields[5]
    cells = fields[6..<17].map { field in
      switch field.filter({ $0 != "*" }) {
      case "Y": .yes
      case "N": .no
      case "-": .never
      case "own": .own
      case let code: .condition(Int(code.dropFirst()) ?? 0)
      }
    }
    taskCondition = [19, 20, 21, 23, 24, 25].first { [cells] in cells.contains(.condition($0)) }
    // The levels by default: chapter 1.4 of the domain reference.
    level =
      switch fields[0] {
      case "V13": .everyone
      case "V14", "V15", "V17", "V20", "T1", "T8", "T11", "T13", "F3": .members
      case "T3", "T4", "T5", "T6", "T10", "T12", "F1", "F4": .staff
      case "F5": .owner
      default: nil
      }
    places = Kind.allCases.flatMap { [kinds, privacies, archived] kind in
      Privacy.allCases.flatMap { privacy in
        ["no", "yes"].map {
          (kinds == ["any"] || kinds.contains(kind.rawValue))
            && (privacies == ["any"] || privacies.contains(privacy.rawValue)) && (archived == "any" || archived == $0)
        }
      }
    }
    neverHappens = Self.never.contains(fields[0])
    isAboutRelation = !Self.withoutRelation.contains(fields[0])
    chooses = Oracle.choice(fields[0])
    guards = Oracle.guards(fields[0])
  }

  subscript(column: Column) -> Cell { cells[column.rawValue] }

  func holds(_ place: Int) -> Bool { places[place] }
}

/// The actor columns, in the order of the CSV.
enum Column: Int, CaseIterable {
  case am, an, ow, mo, me, rq, iv, bn, nm, xg, xn
}
