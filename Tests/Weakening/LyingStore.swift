package import Commands
package import Domain
package import Engine
package import Permissions

/// A store that lies about some of what is read; what is written is written.
package struct LyingStore: Store {
  private let store: any Store
  private let lies: Lies

  package init(_ store: any Store, lies: Lies) {
    self.store = store
    self.lies = lies
  }

  package func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (inout any Transaction) throws -> Value
  ) async throws -> Value {
    let lies = lies
    return try await store.transaction { transaction in
      var lying: any Transaction = LyingTransaction(transaction, lies)
      defer {
        if let told = (lying as? LyingTransaction)?.truth as? any Transaction { transaction = told }
      }
      return try body(&lying)
    }
  }

  package func snapshot<Value: Sendable>(
    _ body: @escaping @Sendable (any ReadingTransaction) throws -> Value
  ) async throws -> Value {
    let lies = lies
    return try await store.snapshot { try body(LyingTransaction($0, lies)) }
  }
}

/// What is said instead of the truth, which each lie is shown; what is `nil`, or is answered by `nil`, isn't lied about.
package struct Lies: Sendable {
  package var person: (@Sendable (any Reading, PersonKey) throws -> Person?)?
  package var people: (@Sendable (any Reading, NameMatch, _ isExternal: Bool, _ limit: Int) throws -> [Person]?)?
  package var nearPeople: (@Sendable (any Reading, _ handle: String, Sight, _ limit: Int) throws -> [Person])?
  package var decisions: (@Sendable (any Reading, PersonKey, _ limit: Int) throws -> [PastDecision])?
  package var group: (@Sendable (any Reading, GroupKey) throws -> Group?)?
  package var groups:
    (@Sendable (any Reading, GroupFilter, Sight, GroupFilter.Place?, _ limit: Int) throws -> [Related]?)?
  package var nearGroups: (@Sendable (any Reading, _ name: String, Sight, _ limit: Int) throws -> [Related])?
  package var membership: (@Sendable (any Reading, PersonKey, GroupKey) throws -> Membership?)?
  package var members: (@Sendable (any Reading, GroupKey, [Standing], _ limit: Int) throws -> [Member])?
  package var isTaken: (@Sendable (any Reading, GroupKey) throws -> Bool)?
  package var summary: (@Sendable (any Reading, GroupKey, PersonKey) throws -> GroupSummary)?
  package var shareGroup: (@Sendable (any Reading, PersonKey, PersonKey) throws -> Bool)?
  package var lastChange: (@Sendable (any Reading, PersonKey) throws -> LastChange?)?

  /// The permit that is used in the place of the true one.
  package var permit: (@Sendable (borrowing Permit) -> Permit)?
  package var acts: (@Sendable ([Act]) -> [Act])?
  /// Is shown what somebody is told before it is kept, and may fail.
  package var notice: (@Sendable (PersonalNotice) throws -> Void)?

  package init() {}
}
