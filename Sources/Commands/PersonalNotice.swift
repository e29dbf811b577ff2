package import Domain

/// Everything that one command has one person told, as it is kept until it has reached them.
///
/// It is kept as phrases and not as text, so that it is written in the language and on the clock of the reading.
package struct PersonalNotice: Sendable, Equatable {
  package let key: String
  package let person: PersonKey
  package let at: Moment
  package let parts: [Part]

  package init(key: String, to person: PersonKey, at now: Moment, _ parts: [Part]) {
    self.key = key
    self.person = person
    at = now
    self.parts = parts
  }

  /// What is told of one group.
  package struct Part: Sendable, Equatable {
    /// Who may not see it isn't told; `nil` for what is told all the same.
    package let group: GroupKey?
    package let sentences: [Phrase]

    package init(about group: GroupKey?, _ sentences: [Phrase]) {
      self.group = group
      self.sentences = sentences
    }
  }

  /// How long it stays in the inbox.
  package static let life = Moment.Span.hours(24 * 30)
}

extension [Notice] {
  /// What each person is told, nothing of it twice, in the order in which they were found.
  package var byPerson: [(person: PersonKey, parts: [PersonalNotice.Part])] {
    var order: [PersonKey] = []
    var parts: [PersonKey: [PersonalNotice.Part]] = [:]
    for notice in self {
      let part = PersonalNotice.Part(about: notice.group, notice.sentences)
      for person in notice.people {
        if parts[person] == nil { order.append(person) }
        if parts[person]?.contains(part) != true { parts[person, default: []].append(part) }
      }
    }
    return order.map { ($0, parts[$0] ?? []) }
  }
}
