/// The place of each action in the table of rules, so that a decision needs no hashing.
extension Action: Ordinal {
  package var ordinal: Int {
    switch self {
    case .list: 0
    case .listArchived: 1
    case .show: 2
    case .members: 3
    case .pending: 4
    case .seeSettings: 5
    case .readPosts: 6
    case .seeTasks: 7
    case .seeOwnTask: 8
    case .seeFiles: 9
    case .progress: 10
    case .log: 11
    case .join: 12
    case .accept: 13
    case .decline: 14
    case .withdraw: 15
    case .leave: 16
    case .invite: 17
    case .add: 18
    case .revoke: 19
    case .remind: 20
    case .approve: 21
    case .reject: 22
    case .remove: 23
    case .ban: 24
    case .unban: 25
    case .promote: 26
    case .demote: 27
    case .stepDown: 28
    case .transfer: 29
    case .take: 30
    case .create: 31
    case .createFor: 32
    case .createExtranet: 33
    case .edit: 34
    case .privacy: 35
    case .settings: 36
    case .dates: 37
    case .convert: 38
    case .archive: 39
    case .unarchive: 40
    case .delete: 41
    case .pin: 42
    case .unpin: 43
    case .follow: 44
    case .mute: 45
    case .copy: 46
    case .taskAdd: 47
    case .taskEdit: 48
    case .taskDue: 49
    case .taskAssign: 50
    case .taskStart: 51
    case .taskPause: 52
    case .taskDefer: 53
    case .taskDone: 54
    case .taskReopen: 55
    case .taskApprove: 56
    case .taskReturn: 57
    case .taskStage: 58
    case .stages: 59
    case .taskDelete: 60
    case .taskMoveIn: 61
    case .taskMoveOut: 62
    case .taskComment: 63
    case .fileShare: 64
    case .fileRemove: 65
    case .post: 66
    case .moderatePosts: 67
    case .postDelete: 68
    case .adminOn: 69
    case .adminOff: 70
    case .adminGrant: 71
    case .adminRevoke: 72
    case .listAll: 73
    case .guestsSwitch: 74
    case .renewLink: 75
    }
  }

  static let count = 76
}
