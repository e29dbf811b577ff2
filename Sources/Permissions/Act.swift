package import Domain

/// What was done with a permit, for who tells others of it.
package struct Act: Sendable, Equatable {
  package let action: Action
  package let subject: Subject
  package let row: Row
  package let inAdminMode: Bool
  /// The group as it was before, for an act in Admin Mode, of which its owner is told.
  package let before: Group?

  package init(_ permit: borrowing Permit, before: Group? = nil) {
    action = permit.action
    subject = permit.subject
    row = permit.row
    inAdminMode = permit.inAdminMode
    self.before = before
  }
}
