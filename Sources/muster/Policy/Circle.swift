import Domain

/// Who is in a group or could come to it, as far as rules can tell them apart.
struct Circle {
  let group: Group?
  let everybody: [Asker]
  private let counts: [Kin: Int]

  /// One person with a relation, or all those alike who have none.
  struct Asker {
    let kin: Kin
    let isAdmin: Bool
    let name: String
  }

  /// What somebody is to the group, and from where.
  struct Kin: Hashable {
    let standing: Standing
    let isExternal: Bool
  }

  init(of group: Group?, _ memberships: [Membership], _ people: [PersonKey: Person]) {
    self.group = group
    var everybody: [Asker] = []
    var counts: [Kin: Int] = [:]
    var others = people
    for membership in memberships {
      guard let person = others.removeValue(forKey: membership.person) else { continue }
      let kin = Kin(standing: membership.standing, isExternal: person.isExternal)
      counts[kin, default: 0] += 1
      everybody.append(Asker(kin: kin, isAdmin: person.isAdmin, name: "@\(person.handle)"))
    }
    everybody.sort { $0.name < $1.name }
    for isExternal in [false, true] {
      let kin = Kin(standing: .none, isExternal: isExternal)
      let alike = others.values.filter { $0.isExternal == isExternal }
      counts[kin, default: 0] += alike.count
      for isAdmin in [false, true] {
        let count = alike.count { $0.isAdmin == isAdmin }
        guard count > 0 else { continue }
        let (one, many) =
          isAdmin
          ? ("administrator", "administrators")
          : isExternal ? ("person from outside", "people from outside") : ("employee", "employees")
        let end = group == nil ? "" : " without a relation"
        everybody.append(Asker(kin: kin, isAdmin: isAdmin, name: "\(count) \(count == 1 ? one : many)\(end)"))
      }
    }
    self.everybody = everybody
    self.counts = counts
  }

  /// Whether somebody of that kin is there besides the asker.
  func has(_ kin: Kin, besides asker: Asker) -> Bool { counts[kin, default: 0] > (kin == asker.kin ? 1 : 0) }
}
