import Commands
package import Domain
package import Engine

extension Store {
  /// Forgets some of the deliveries that no messenger repeats any more, of what nobody took out of an inbox, of the replies
  /// that failed, and of the questions and codes that have expired.
  ///
  /// - Returns: whether there may be more.
  package func forgetOutdated(at now: Moment) async throws -> Bool {
    let limit = 1_000
    return try await transaction { transaction in
      let notices = try transaction.forgetNotices(before: now - PersonalNotice.life, limit: limit)
      let deliveries = try transaction.forgetDeliveries(before: now - PastDecision.life, limit: limit)
      let failed = try transaction.forgetFailedParcels(before: now - Parcel.failedLife, limit: limit)
      let expired = try transaction.forgetExpired(at: now, limit: limit)
      return max(notices, deliveries, failed, expired) == limit
    }
  }
}
