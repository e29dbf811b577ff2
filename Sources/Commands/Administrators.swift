package import Domain
import Permissions

/// The people who administer the portal, as far as they are known.
struct Administrators {
  /// Whom `bot.yaml` names, by handle; nobody can revoke them from chat.
  let appointed: [Person]
  /// Whom others made administrators, by handle.
  let granted: [Person]
  /// How many `bot.yaml` names who have never written to the bot.
  let unseen: Int

  init(in reading: some Reading, appointed accounts: Set<Account>) throws {
    var appointed: [PersonKey: Person] = [:]
    var unseen = 0
    for account in accounts {
      guard let person = try reading.person(account) else {
        unseen += 1
        continue
      }
      if person.isActive, !person.isExternal { appointed[person.key] = person }
    }
    self.appointed = appointed.values.sorted { ($0.handle, $0.key.text) < ($1.handle, $1.key.text) }
    self.unseen = unseen
    granted = try reading.grantedAdministrators().filter { appointed[$0.key] == nil && !$0.isExternal }
  }

  /// Everybody, those of `bot.yaml` first.
  var people: [Person] { appointed + granted }

  func contains(_ person: Person) -> Bool { people.contains { $0.key == person.key } }

  func isAppointed(_ person: Person) -> Bool { appointed.contains { $0.key == person.key } }

  /// Whether nobody would be left without this one.
  func isLast(_ person: Person) -> Bool { unseen == 0 && people.allSatisfy { $0.key == person.key } }
}

extension Reading {
  /// Whether `bot.yaml` names the person, by whichever account.
  ///
  /// - Parameter appointed: The accounts that it names.
  package func isAppointed(_ person: Person, by appointed: Set<Account>) throws -> Bool {
    guard !appointed.isEmpty else { return false }
    return try appointed.contains(person.account) || accounts(of: person.key).contains { appointed.contains($0) }
  }
}

extension Turn {
  /// Whether something that concerns no group may happen, and if so the permit for it.
  func permit(
    _ action: Action, about target: Person? = nil, isLastAdmin: Bool = false, asked: String? = nil
  ) throws(Denied) -> Permit {
    let facts = Facts(
      actor: self.facts(standing: .none),
      target: target.map {
        Facts.Target(
          standing: .none, isExternal: $0.isExternal, isActive: $0.isActive, isOneself: $0.key == actor.key)
      },
      preconditions: Facts.Preconditions(isLastAdmin: isLastAdmin))
    switch policy.decide(action, by: facts, about: subject(nil, target: target?.key)) {
    case .allow(let permit): return permit
    case .deny(let denial): throw Denied(denial: denial, asked: asked, group: nil, target: target)
    }
  }

  /// As ``permit(_:about:isLastAdmin:asked:)``, for what is only shown.
  ///
  /// - Parameter asked: The key of what a denial calls it; the action itself unless given.
  func require(_ action: Action, asked: String? = nil) throws(Denied) { _ = try permit(action, asked: asked) }
}
