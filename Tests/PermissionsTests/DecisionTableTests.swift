import Domain
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
