import CommandLanguage
import Domain

/// A page of a list, as `--page N` asks for it.
struct Page: Sendable {
  let number: Int

  init(_ arguments: inout Arguments) throws(UsageError) {
    number = try arguments.page()
    guard number <= Self.last else { throw .overNumber(label: "page", maximum: Self.last) }
  }

  private init(_ number: Int) { self.number = number }

  /// How many lines must be read to know whether there is another page.
  var limit: Int { number * Self.length + 1 }

  /// How many lines stand before the page.
  var skipped: Int { (number - 1) * Self.length }

  /// The lines of this page, of a list that was read from its beginning.
  ///
  /// - Parameter length: Of a line that can be long, in Unicode scalars: such lines end a page before it has all of its
  ///   lines, so that it fits into a message.
  func lines<Line>(of list: [Line], length: (Line) -> Int = { _ in 0 }) -> ArraySlice<Line> {
    var page = list[..<list.startIndex]
    for _ in 1...number {
      let rest = list[page.endIndex...].prefix(Self.length)
      var room = Self.room
      // A line that is longer than that has a page of its own.
      let end = rest.indices.first { index in
        room -= length(rest[index])
        return room < 0 && index > rest.startIndex
      }
      page = rest[..<(end ?? rest.endIndex)]
    }
    return page
  }

  /// A title and the lines of this page, and how to get the rest.
  ///
  /// - Parameter length: As in ``lines(of:length:)``.
  func reply(_ title: Phrase, _ list: [Phrase], length: (Phrase) -> Int = { _ in 0 }) -> Reply {
    let shown = lines(of: list, length: length)
    guard !shown.isEmpty else { return beyond(list, length: length) }
    return Reply([.paragraph(title), .list(Array(shown))] + rest(hasMore: shown.endIndex < list.endIndex))
  }

  /// Says where a list ends that has no such page.
  ///
  /// - Parameter length: As in ``lines(of:length:)``.
  func beyond<Line>(_ list: [Line], length: (Line) -> Int = { _ in 0 }) -> Reply {
    let last = (1..<number).last { !Page($0).lines(of: list, length: length).isEmpty } ?? 1
    return Reply(Phrase("list.no-page", ["page": .number(number), "last": .number(last)]))
  }

  /// Says how to get the next page, if there is one.
  func rest(hasMore: Bool) -> [Reply.Block] {
    guard hasMore else { return [] }
    guard number < Self.last else { return [.paragraph(Phrase("list.too-many"))] }
    return [.paragraph(Phrase("list.more", ["option": .command("--page \(number + 1)")]))]
  }

  static let length = 20
  /// How many Unicode scalars the lines of a page take, unless it has only one: a third of what the narrowest messenger
  /// takes, for what is escaped there can become three times as long.
  private static let room = 5_000
  /// A list that long is searched, not read: a page costs what stands before it.
  static let last = 100
}
