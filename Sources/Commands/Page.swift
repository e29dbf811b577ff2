import CommandLanguage
import Domain

/// A page of a list, as `--page N` asks for it.
struct Page: Sendable {
  let number: Int

  init(_ arguments: inout Arguments) throws(UsageError) {
    number = try arguments.page()
    guard number <= Self.last else { throw .overLimit(label: "page", length: number, maximum: Self.last) }
  }

  /// How many lines must be read to know whether there is another page.
  var limit: Int { number * Self.length + 1 }

  /// How many lines stand before the page.
  var skipped: Int { (number - 1) * Self.length }

  /// The lines of this page, of a list that was read from its beginning.
  func lines<Line>(of list: [Line]) -> ArraySlice<Line> { list.dropFirst(skipped).prefix(Self.length) }

  /// A title and the lines of this page, and how to get the rest.
  func reply(_ title: Phrase, _ list: [Phrase]) -> Reply {
    let shown = lines(of: list)
    guard !shown.isEmpty else { return Reply(Phrase("list.no-page", ["page": .number(number)])) }
    return Reply([.paragraph(title), .list(Array(shown))] + rest(hasMore: list.count > number * Self.length))
  }

  /// Says how to get the next page, if there is one.
  func rest(hasMore: Bool) -> [Reply.Block] {
    guard hasMore else { return [] }
    guard number < Self.last else { return [.paragraph(Phrase("list.too-many"))] }
    return [.paragraph(Phrase("list.more", ["option": .command("--page \(number + 1)")]))]
  }

  static let length = 20
  /// A list that long is searched, not read: a page costs what stands before it.
  static let last = 100
}
