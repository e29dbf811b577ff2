import Domain
import Foundation
import Permissions
import Testing

/// The table that the engine prints is the table of the specification.
struct DecisionTableTests {
  @Test func `every cell is what the specification says`() throws {
    let lines = DecisionTable(try Shipped.policy).lines
    let rows = Dictionary(uniqueKeysWithValues: SpecificationTable.shared.rows.map { ($0.id, $0) })
    #expect(lines.count == SpecificationTable.shared.rows.reduce(0) { $0 + $1.verbs.count } * 11)
    var differences: [String] = []
    for line in lines {
      guard let row = rows[line.rule.row.id] else { continue }
      var cell = row[column(line.actor)]
      if cell == .own { cell = row[.nm] }
      let verdict: SpecifiedRow.Cell =
        switch line.verdict {
        case .allow: .yes
        case .deny: .no
        case .impossible: .never
        case .condition(let condition): .condition(Int(condition.code.dropFirst()) ?? 0)
        }
      if verdict != cell || line.kind.split(separator: " ").map(String.init) != row.kinds {
        differences.append("\(line.json): \(cell)")
      }
    }
    #expect(differences.isEmpty, "\(differences.prefix(5).joined(separator: "\n"))")
  }

  @Test func `what is printed as JSON is the specification, line by line`() throws {
    let decoder = JSONDecoder()
    let printed = try DecisionTable(try Shipped.policy).lines.map { line in
      try decoder.decode(PrintedLine.self, from: Data(line.json.utf8))
    }
    var specified: [PrintedLine] = []
    for row in SpecificationTable.shared.rows {
      for verb in row.verbs {
        for column in Column.allCases { specified.append(PrintedLine(row, verb, column)) }
      }
    }
    #expect(Set(printed).count == printed.count)
    #expect(Set(printed) == Set(specified), "\(Set(printed).symmetricDifference(Set(specified)).prefix(4))")
  }

  @Test(arguments: [
    ("G12", Facts.Actor(standing: .owner), "yes"), ("G12", Facts.Actor(standing: .moderator), "no"),
    ("J1", Facts.Actor(standing: .member), "-"), ("V15", Facts.Actor(standing: .member), "C4"),
  ])
  func `a cell is printed as its mark`(_ row: Row, _ actor: Facts.Actor, _ mark: String) throws {
    let line = DecisionTable(try Shipped.policy).lines.first { $0.rule.row == row && $0.actor == actor }
    #expect(line?.verdict.mark == mark)
  }

  @Test(arguments: [
    (Row("V7"), Facts.Actor(standing: .invited), Condition.cardOnly), (Row("V9"), Facts.Actor(), .staffAndCount),
    (Row("G12"), Facts.Actor(standing: .owner), nil), (Row("G12"), Facts.Actor(), nil),
    (Row("own-1"), Facts.Actor(standing: .owner), nil),
  ])
  func `a row is asked for its condition`(_ row: Row?, _ actor: Facts.Actor, _ condition: Condition?) throws {
    #expect(try Shipped.policy.condition(of: #require(row), for: actor) == condition)
  }

  private func column(_ actor: Facts.Actor) -> Column {
    if actor.admin != .none { return actor.admin == .on ? .am : .an }
    if actor.isExternal { return actor.standing == .none ? .xn : .xg }
    return [.ow, .mo, .me, .rq, .iv, .bn, .nm][Standing.allCases.firstIndex(of: actor.standing) ?? 0]
  }

  @Test func `a line is one JSON object`() throws {
    let lines = DecisionTable(try Shipped.policy).lines
    #expect(
      lines.first { $0.rule.row == "G12" && $0.actor == Facts.Actor(standing: .moderator) }?.json
        == #"{"row":"G12","action":"archive","kind":"any","privacy":"any","archived":false,"standing":"moderator","#
        + #""external":false,"admin":"none","verdict":"deny","condition":null}"#)
    #expect(
      lines.first { $0.rule.row == "V15" && $0.actor == Facts.Actor(isExternal: true, standing: .member) }?.json
        == #"{"row":"V15","action":"see-tasks","kind":"any","privacy":"any","archived":"any","standing":"member","#
        + #""external":true,"admin":"none","verdict":"condition","condition":"C4"}"#)
  }
}

/// A line of the printed table, as another program reads it.
private struct PrintedLine: Decodable, Hashable {
  let row, action, kind, privacy: String
  let archived: Archived
  let standing: String
  let external: Bool
  let admin, verdict: String
  let condition: String?

  enum Archived: Decodable, Hashable {
    case flag(Bool)
    case word(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else {
        self = .word(try container.decode(String.self))
      }
    }
  }

  /// The same line as the specification has it.
  init(_ row: SpecifiedRow, _ verb: String, _ column: Column) {
    self.row = row.id
    action = verb
    kind = row.kinds.joined(separator: " ")
    privacy = row.privacies.joined(separator: " ")
    archived = row.archived == "any" ? .word("any") : .flag(row.archived == "yes")
    standing =
      switch column {
      case .am, .an, .nm, .xn: "none"
      case .ow: "owner"
      case .mo: "moderator"
      case .me, .xg: "member"
      case .rq: "requester"
      case .iv: "invited"
      case .bn: "banned"
      }
    external = column == .xg || column == .xn
    admin = column == .am ? "on" : column == .an ? "off" : "none"
    // “own” is what the administrator is without Admin Mode: here, somebody without a relation.
    let cell = row[column] == .own ? row[.nm] : row[column]
    (verdict, condition) =
      switch cell {
      case .yes: ("allow", nil)
      case .no: ("deny", nil)
      case .never, .own: ("impossible", nil)
      case .condition(let number): ("condition", "C\(number)")
      }
  }
}
