/// What must hold whatever rules an operator writes; the policy file names the exceptions.
package struct Invariants: Sendable, Equatable {
  /// What somebody may do who can't see the group: work on one's own task.
  package var unseenAllows: [Action]
  /// What can happen in an archived group; nothing else.
  package var archivedAllows: [Action]
  /// What only the owner or Admin Mode does.
  package var onlyOwner: [Action]
  /// What an administrator may without Admin Mode, over any other employee.
  package var adminsMay: [Action]
  /// Where the owner needn't have what a moderator has, nor a moderator what a member has.
  package var unranked: [Action]

  package init(
    unseenAllows: [Action], archivedAllows: [Action], onlyOwner: [Action], adminsMay: [Action], unranked: [Action]
  ) {
    self.unseenAllows = unseenAllows
    self.archivedAllows = archivedAllows
    self.onlyOwner = onlyOwner
    self.adminsMay = adminsMay
    self.unranked = unranked
  }

  /// What only the owner or Admin Mode does in every policy, so that ``onlyOwner`` always names it.
  package static let alwaysOnlyOwner: [Action] = [.remove, .archive, .delete]

  /// What ``adminsMay`` can name in any policy: what makes and is made of administrators, and the portal's own switch.
  package static let atMostAdminsMay: [Action] = [.adminOn, .adminOff, .adminGrant, .adminRevoke, .guestsSwitch]

  /// What ``unranked`` can name in any policy: getting in and out, and stepping down.
  package static let atMostUnranked: [Action] = [.join, .accept, .decline, .withdraw, .leave, .stepDown]
}
