/// What can be asked for: the verbs of the permission table.
///
/// The raw value is what the table, the policy file and the audit log call it, so it is never renamed.
package enum Action: String, Sendable, CaseIterable {
  case list
  case listArchived = "list-archived"
  case show, members, pending
  case seeSettings = "see-settings"
  case readPosts = "read-posts"
  case seeTasks = "see-tasks"
  case seeOwnTask = "see-own-task"
  case seeFiles = "see-files"
  case progress, log

  case join, accept, decline, withdraw, leave
  case invite, add, revoke, remind, approve, reject, remove, ban, unban, promote, demote
  case stepDown = "step-down"
  case transfer, take

  case create
  case createFor = "create-for"
  case createExtranet = "create-extranet"
  case edit, privacy, settings, dates, convert, archive, unarchive, delete, pin, unpin, follow, mute, copy

  case taskAdd = "task-add"
  case taskEdit = "task-edit"
  case taskDue = "task-due"
  case taskAssign = "task-assign"
  case taskStart = "task-start"
  case taskPause = "task-pause"
  case taskDefer = "task-defer"
  case taskDone = "task-done"
  case taskReopen = "task-reopen"
  case taskApprove = "task-approve"
  case taskReturn = "task-return"
  case taskStage = "task-stage"
  case stages
  case taskDelete = "task-delete"
  case taskMoveIn = "task-move-in"
  case taskMoveOut = "task-move-out"
  case taskComment = "task-comment"

  case fileShare = "file-share"
  case fileRemove = "file-remove"
  case post
  case moderatePosts = "moderate-posts"
  case postDelete = "post-delete"

  case adminOn = "admin-on"
  case adminOff = "admin-off"
  case adminGrant = "admin-grant"
  case adminRevoke = "admin-revoke"
  case listAll = "list-all"
  case guestsSwitch = "guests-switch"
  case renewLink = "renew-link"
}
