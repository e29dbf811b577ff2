import Domain

/// Somebody as typed: mentioned by the messenger's id, or by a handle.
package struct PersonName: Sendable, Equatable {
  /// Without the `@`; empty where a messenger shows only the id.
  package let handle: String
  /// The messenger's id, for a mention.
  package let user: String?

  package init(handle: String, user: String? = nil) {
    self.handle = handle
    self.user = user
  }

  /// As it can be repeated to who typed it.
  package var typed: String { handle.isEmpty ? user ?? "" : handle }
}

extension Word {
  /// Whether it stands between people, such as `and`; with `@` it is somebody's handle.
  fileprivate var joinsPeople: Bool {
    form == .plain && text.utf8.count == 3 && ["and", "und"].contains(text.lowercased())
  }

  /// The same with another person in the place of one, whom a list of several may hold.
  func naming(_ person: PersonName, as typed: String) -> Word {
    let names = [self].names
    guard names.contains(person) else { return self }
    return Word(names.map { $0 == person ? typed : "@" + $0.typed }.joined(separator: ","))
  }
}

extension [Word] {
  /// The people in a list such as `@ann, @bob and @carl`.
  package var names: [PersonName] {
    enumerated().flatMap { index, word -> [PersonName] in
      if index > 0, index < count - 1, word.joinsPeople { return [] }
      if case .mention(let user) = word.form { return [PersonName(handle: word.text, user: user)] }
      return word.text.split(separator: ",").compactMap { part in
        let handle = part.drop { $0 == "@" }.trimmingBlanks()
        return handle.isEmpty ? nil : PersonName(handle: handle)
      }
    }
  }
}
