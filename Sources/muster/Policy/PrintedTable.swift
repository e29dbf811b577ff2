import Permissions

extension DecisionTable {
  /// The table for a terminal: a line for each row and action, a column for everybody who can ask.
  var text: String {
    var lines = [
      """
      Who may do what. yes; no; - where it can't happen to them; C4 and the like: on that condition (see policy.yaml).

        AM an administrator in Admin Mode     AN an administrator without it, who has no relation to the group
        OW owner   MO moderator   ME member   RQ requester   IV invited   BN banned   NM employee without a relation
        XG somebody from outside who is a member   XN somebody from outside without a relation

      """,
      Self.line(
        ["row", "action", "kind", "privacy", "archived"],
        ["AM", "AN", "OW", "MO", "ME", "RQ", "IV", "BN", "NM", "XG", "XN"]),
    ]
    var rest = self.lines[...]
    while let first = rest.first {
      let columns = rest.prefix(Self.columns.count)
      rest = rest.dropFirst(Self.columns.count)
      let archived = first.rule.isArchived.map { $0 ? "yes" : "no" } ?? "any"
      lines.append(
        Self.line(
          [first.rule.row.id, first.action.rawValue, first.kind, first.privacy, archived],
          columns.map { $0.verdict.mark }))
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ place: [String], _ marks: [String]) -> String {
    let cells = zip(place + marks, widths + marks.map { _ in 4 }).map { text, width in
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    return String(cells.joined().reversed().drop { $0 == " " }.reversed())
  }

  private static let widths = [7, 16, 18, 15, 10]
}
