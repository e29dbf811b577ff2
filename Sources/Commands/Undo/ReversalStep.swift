import Domain
import Permissions

/// A change that takes another one back, or a part of it, and the person whom it is about.
struct ReversalStep {
  /// Whose row is asked.
  let action: Action
  let change: Change
  var target: Target?

  /// What is true of the group once it is taken; of people, ``Domain/Group/became(_:_:)`` says it.
  func done(in found: Found, during turn: Turn) -> Phrase {
    let group = found.group
    switch change {
    case .archive: return group.phrase("archive.done")
    case .unarchive: return group.phrase("unarchive.done")
    case .pin, .mute: return found.marked(by: action, during: turn)
    case .setMembership: return group.phrase(action == .leave ? "leave.done" : "leave.withdrawn")
    case .setPrivacy(let privacy): return group.phrase("privacy-change.done.\(privacy.rawValue)")
    case .setDates(let dates): return dates.phrase(of: group)
    case .convert(let kind): return group.phrase("convert.done.\(kind.rawValue)")
    case .setSettings: return group.phrase("undo.settings", ["command": group.command("settings")])
    case .edit(let edit):
      guard let name = edit.name, name != group.name else { break }
      return group.phrase("edit.renamed", ["name": .text(name.text)])
    default: break
    }
    return Phrase("edit.next", ["command": group.command("show")])
  }
}
