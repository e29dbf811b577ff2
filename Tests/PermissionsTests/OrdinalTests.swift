import Domain
import Testing

@testable import Permissions

/// The engine finds rules and values by their places, so the places are those of the lists.
struct OrdinalTests {
  @Test func `every value stands at its ordinal`() {
    check(Action.self)
    check(Fact.self)
    check(Party.self)
    check(Kind.self)
    check(Privacy.self)
    check(Standing.self)
    check(Inviters.self)
    check(Level.self)
    check(Facts.TaskRole.self)
    check(Facts.TaskState.self)
    #expect(Action.count == Action.allCases.count && Party.count == Party.allCases.count)
  }

  private func check<Value: Ordinal>(_ type: Value.Type) {
    #expect(Value.allCases.map(\.ordinal) == Array(0..<Value.allCases.count), "\(type)")
    #expect(Choice(Array(Value.allCases)).values == Array(Value.allCases), "\(type)")
  }

  @Test func `everybody who can ask is found by the own ordinal`() {
    #expect(Asker.all.count == Asker.count)
    for asker in Asker.all {
      let found = Asker.all[asker.ordinal]
      #expect(found.party == asker.party && found.isAdmin == asker.isAdmin && found.inAdminMode == asker.inAdminMode)
    }
  }
}
