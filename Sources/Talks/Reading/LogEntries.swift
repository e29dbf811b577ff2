import Permissions

extension Action {
  /// How a talk names its entry in the audit log of a group; `nil` for what leaves none there.
  package var logEntry: String? {
    switch self {
    case .join: "joined"
    case .accept: "accepted"
    case .decline: "declined"
    case .withdraw: "withdrawn"
    case .leave: "left"
    case .invite: "invited"
    case .add: "added"
    case .revoke: "revoked"
    case .remind: "reminded"
    case .approve: "approved"
    case .reject: "rejected"
    case .remove: "removed"
    case .ban: "banned"
    case .unban: "unbanned"
    case .promote: "promoted"
    case .demote: "demoted"
    case .stepDown: "stepped-down"
    case .transfer: "transferred"
    case .take: "taken"
    case .create: "created"
    case .createFor: "created-for"
    case .createExtranet: "created-extranet"
    case .edit: "edited"
    case .privacy: "privacy-set"
    case .settings: "settings-set"
    case .dates: "dates-set"
    case .convert: "converted"
    case .archive: "archived"
    case .unarchive: "unarchived"
    case .delete: "deleted"
    case .copy: "copied"
    case .taskAdd: "task-added"
    case .taskEdit: "task-edited"
    case .taskDue: "task-due-set"
    case .taskAssign: "task-assigned"
    case .taskStart: "task-started"
    case .taskPause: "task-paused"
    case .taskDefer: "task-deferred"
    case .taskDone: "task-done"
    case .taskReopen: "task-reopened"
    case .taskApprove: "task-approved"
    case .taskReturn: "task-returned"
    case .taskStage: "task-staged"
    case .stages: "stages-set"
    case .taskDelete: "task-deleted"
    case .taskMoveIn: "task-moved-in"
    case .taskMoveOut: "task-moved-out"
    case .taskComment: "task-commented"
    case .fileShare: "file-shared"
    case .fileRemove: "file-removed"
    case .post: "posted"
    case .moderatePosts: "posts-moderated"
    case .postDelete: "post-deleted"
    case .renewLink: "link-renewed"
    case .list, .listArchived, .listAll, .show, .members, .pending, .seeSettings, .readPosts, .seeTasks, .seeOwnTask,
      .seeFiles, .progress, .log, .pin, .unpin, .follow, .mute, .adminOn, .adminOff, .adminGrant, .adminRevoke,
      .guestsSwitch:
      nil
    }
  }
}
