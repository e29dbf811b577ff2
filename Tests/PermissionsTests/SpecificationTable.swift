import Domain
import Foundation
import Permissions

/// The permission table as the specification gives it, read from the CSV and from nothing of the engine.
struct SpecificationTable: Sendable {
  let rows: [SpecifiedRow]
  /// The verbs, by their places among the actions.
  let verbs: [SpecifiedVerb]

  static let shared = SpecificationTable()

  private init() {
    let file = Bundle.module.url(forResource: "Fixtures/permission-table", withExtension: "csv")
    let text = file.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
    let rows = text.split(whereSeparator: \.isNewline).dropFirst().map { SpecifiedRow(fields: Self.fields(of: $0)) }
    self.rows = rows
    verbs = Action.allCases.map { SpecifiedVerb($0, in: rows) }
  }

  /// Kind, privacy and archive state as a number below ``places``; without a group as in an ordinary one.
  static func place(of group: Facts.GroupFacts?) -> Int {
    guard let group else { return 0 }
    return (group.kind.ordinal * 3 + group.privacy.ordinal) * 2 + (group.isArchived ? 1 : 0)
  }

  static let places = 18

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
  let row: Row
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
  let choice: SpecifiedChoice
  /// The guards of the row (9.9), for the verb by which it was found.
  private(set) var guards: [SpecifiedGuard] = []
  /// Why it denies, for each column.
  private var reasons: [Reason] = []

  enum Cell: Sendable, Equatable {
    case yes, no, never, own
    case condition(Int)
  }

  init(fields: [String]) {
    id = fields[0]
    row = Row(stringLiteral: fields[0])
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
    // X1, X4 and X10 say that something never happens, so they beat what other rows allow.
    neverHappens = ["X1", "X4", "X10"].contains(fields[0])
    // No relation to a group is involved, so an invited outsider is any outsider.
    isAboutRelation = !["G1", "G2", "G3", "G4", "A1", "A2", "A3", "A4", "X5"].contains(fields[0])
    choice = SpecifiedChoice(of: fields[0])
    reasons = Self.reasons(of: self)
  }

  subscript(column: Column) -> Cell { cells[column.rawValue] }

  func holds(_ place: Int) -> Bool { places[place] }

  func reason(_ column: Column) -> Reason { reasons[column.rawValue] }

  /// The row as it decides one of its verbs.
  func guarded(for action: Action) -> SpecifiedRow {
    var row = self
    row.guards = SpecifiedGuard.all(of: id, action)
    return row
  }
}

/// The actor columns, in the order of the CSV.
enum Column: Int, CaseIterable {
  case am, an, ow, mo, me, rq, iv, bn, nm, xg, xn

  /// The column of an employee in this standing.
  init(_ standing: Standing) {
    self =
      switch standing {
      case .owner: .ow
      case .moderator: .mo
      case .member: .me
      case .requester: .rq
      case .invited: .iv
      case .banned: .bn
      case .none: .nm
      }
  }
}
