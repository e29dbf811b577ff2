import Commands
import Testing

/// A moment in which a changing command is carried out, and what it leaves behind.
struct Situation: Sendable, CustomTestStringConvertible {
  /// As the permission table calls the command, such as `archive` or `admin-on`.
  let verb: String
  /// What was said before, after Apollo was made by ann.
  let before: [(name: String, text: String)]
  let name: String
  /// `CODE` stands for the code that the last answer asked about.
  let text: String
  /// How many lines more Apollo's log has afterwards; `nil` where there is no Apollo any more.
  let log: Int?
  /// What becomes of an `undo` right after it.
  let undo: String
  /// Whether a day passes before it is said.
  var isNextDay = false

  var testDescription: String { "\(name) > \(text)" }

  static let all = entering + leaving + rights + group + own
}

extension Situation {
  private static let final = "error final"
  private static let nothing = "error nothing-to-undo"

  private static let joined = [("bob", "/project join Apollo")]
  private static let invited = [("ann", "/project invite @bob to Apollo")]
  private static let asked = [("ann", "/project privacy Apollo to private"), ("bob", "/project join Apollo")]
  private static let promoted = joined + [("ann", "/project promote @bob in Apollo")]
  private static let inAdminMode = [("root", "/admin on")]

  fileprivate static let entering = [
    Situation("join", [], "bob", "/project join Apollo", undo: "done"),
    Situation("invite", [], "ann", "/project invite @bob to Apollo", undo: "done"),
    Situation("remind", invited, "ann", "/project remind @bob in Apollo", undo: final, isNextDay: true),
    Situation("accept", invited, "bob", "/project accept Apollo", undo: final),
    Situation("approve", asked, "ann", "/project approve @bob in Apollo", undo: final),
    Situation("add", inAdminMode, "root", "/project add @bob to Apollo", undo: final),
    Situation(
      "unban", joined + [("ann", "/project ban @bob in Apollo")], "ann", "/project unban @bob in Apollo", undo: "done"),
  ]

  fileprivate static let leaving = [
    Situation("leave", joined, "bob", "/project leave Apollo", undo: final),
    Situation("withdraw", asked, "bob", "/project withdraw Apollo", undo: final),
    Situation("decline", invited, "bob", "/project decline Apollo", undo: final),
    Situation("revoke", invited, "ann", "/project revoke @bob from Apollo", undo: final),
    Situation("reject", asked, "ann", "/project reject @bob in Apollo", undo: final),
    Situation("remove", joined, "ann", "/project remove @bob from Apollo", undo: "done"),
    Situation("ban", joined, "ann", "/project ban @bob in Apollo", undo: "done"),
  ]

  fileprivate static let rights = [
    Situation("promote", joined, "ann", "/project promote @bob in Apollo", undo: "done"),
    Situation("demote", promoted, "ann", "/project demote @bob in Apollo", undo: "done"),
    Situation("step-down", promoted, "bob", "/project step-down Apollo", undo: final),
    Situation("transfer", joined, "ann", "/project transfer Apollo to @bob", undo: final),
    Situation("take", inAdminMode, "root", "/project take Apollo", undo: final),
    Situation("admin-on", [], "root", "/admin on", log: 0, undo: nothing),
    Situation("admin-off", inAdminMode, "root", "/admin off", log: 0, undo: nothing),
    Situation("admin-grant", [], "root", "/admin grant @bob", log: 0, undo: final),
    Situation("admin-revoke", [("root", "/admin grant @bob")], "root", "/admin revoke @bob", log: 0, undo: final),
  ]

  fileprivate static let group = [
    Situation("create", [], "ann", "/project create Beta --invite @bob", log: 0, undo: final),
    Situation("copy", [], "ann", "/project copy Apollo as Artemis", undo: final),
    Situation("edit", [], "ann", "/project edit Apollo --description New", undo: "done"),
    Situation("privacy", [], "ann", "/project privacy Apollo to hidden", undo: "confirm"),
    Situation("settings", [], "ann", "/project settings Apollo --posters owner", undo: "done"),
    Situation("dates", [], "ann", "/project dates Apollo --until 2026-12-31", undo: "done"),
    Situation("convert", [], "ann", "/project convert Apollo to workgroup", undo: "done"),
    Situation("archive", [], "ann", "/project archive Apollo", undo: "done"),
    Situation("unarchive", [("ann", "/project archive Apollo")], "ann", "/project unarchive Apollo", undo: "done"),
    Situation("delete", [], "ann", "/project delete Apollo", log: nil, undo: final),
  ]

  fileprivate static let own = [
    Situation("pin", [], "bob", "/project pin Apollo", log: 0, undo: "done"),
    Situation("unpin", [("bob", "/project pin Apollo")], "bob", "/project unpin Apollo", log: 0, undo: "done"),
    Situation("mute", joined, "bob", "/project mute Apollo", log: 0, undo: "done"),
    Situation(
      "follow", joined + [("bob", "/project mute Apollo")], "bob", "/project follow Apollo", log: 0, undo: "done"),
    Situation("undo", [("ann", "/project archive Apollo")], "ann", "/project undo", undo: nothing),
    Situation(
      "confirm", joined + [("ann", "/project transfer Apollo to @bob")], "ann", "/project confirm CODE", undo: final),
    Situation("muster-inbox", invited, "bob", "/muster inbox --clear", log: 0, undo: nothing),
    Situation("muster-me timezone", [], "bob", "/muster me timezone Asia/Tokyo", log: 0, undo: nothing),
    Situation("muster-me language", [], "bob", "/muster me language de", log: 0, undo: nothing),
    Situation("muster-me link", [], "bob", "/muster me link", log: 0, undo: nothing),
    Situation("cancel", [("ann", "/project delete Apollo")], "ann", "/project cancel CODE", log: 0, undo: final),
  ]

  init(
    _ verb: String, _ before: [(String, String)], _ name: String, _ text: String, log: Int? = 1, undo: String,
    isNextDay: Bool = false
  ) {
    self.verb = verb
    self.before = before.map { (name: $0.0, text: $0.1) }
    self.name = name
    self.text = text
    self.log = log
    self.undo = undo
    self.isNextDay = isNextDay
  }
}
