/// Builds the tree of one YAML file from libyaml's events, and refuses what a configuration has no use for.
///
/// That is: several documents, anchors and aliases (with which a few lines make a billion values), tags, a key that is
/// there twice or is no word, and nesting without end.
struct YAMLTree: ~Copyable {
  /// How deep values may be nested.
  static let deepest = 32

  /// How large a file may be, in bytes.
  static let largestFile = 1 << 20

  private var parser: YAMLParser
  private let log: ReadingLog

  /// The root of the file's only document; nil when there is none, which is recorded like every other problem.
  static func read(_ bytes: [UInt8], file: String, log: ReadingLog) -> YAMLNode? {
    let start = Place(file: file, line: 1, column: 1)
    guard bytes.count <= largestFile else {
      log.report("the file is larger than 1 MB; a configuration is a few hundred lines", at: start)
      return nil
    }
    if let place = placeOfInvalidText(in: bytes, file: file) {
      log.report("this is not UTF-8 text; save the file as UTF-8", at: place)
      return nil
    }
    guard let parser = YAMLParser(bytes, file: file) else {
      log.report("there is no memory to read the file", at: start)
      return nil
    }
    var tree = YAMLTree(parser: parser, log: log)
    do throws(YAMLSyntaxError) {
      return try tree.document(start: start)
    } catch {
      log.report(error.problem)
      return nil
    }
  }

  private mutating func document(start: Place) throws(YAMLSyntaxError) -> YAMLNode? {
    var root: YAMLNode?
    var documents = 0
    while true {
      let event = try parser.next()
      switch event.kind {
      case .streamEnd:
        if root == nil { log.report("the file is empty", at: start) }
        return root
      case .documentStart:
        documents += 1
        guard documents == 1 else {
          throw YAMLSyntaxError(problem: Problem("a second document starts here; a file holds one", at: event.place))
        }
      case .nothing: continue
      default: root = try node(event, depth: 1)
      }
    }
  }

  private mutating func node(_ event: YAMLParser.Event, depth: Int) throws(YAMLSyntaxError) -> YAMLNode {
    guard depth <= Self.deepest else {
      throw YAMLSyntaxError(problem: Problem("this is nested deeper than \(Self.deepest) levels", at: event.place))
    }
    if event.hasAnchor {
      log.report("anchors (\"&\") aren't allowed here; write the value where it is needed", at: event.place)
    }
    if event.hasTag { log.report("tags (\"!\") aren't allowed here; write the plain value", at: event.place) }
    switch event.kind {
    case .scalar(let text, let isQuoted): return YAMLNode(.scalar(text, isQuoted: isQuoted), at: event.place)
    case .sequenceStart: return YAMLNode(.sequence(try sequence(depth: depth)), at: event.place)
    case .mappingStart: return YAMLNode(.mapping(try mapping(depth: depth)), at: event.place)
    default:
      log.report("aliases (\"*\") aren't allowed here; write the value itself", at: event.place)
      return YAMLNode(.refused, at: event.place)
    }
  }

  private mutating func sequence(depth: Int) throws(YAMLSyntaxError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try parser.next()
      if case .sequenceEnd = event.kind { return items }
      items.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(YAMLSyntaxError) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try parser.next()
      if case .mappingEnd = event.kind { return entries }
      let key = try node(event, depth: depth + 1)
      let value = try node(try parser.next(), depth: depth + 1)
      guard case .scalar(let text, _) = key.content, !key.isNull, !text.isEmpty else {
        if case .refused = key.content { continue }
        log.report("a key must be a word; this one is empty, a list or a mapping", at: key.place)
        continue
      }
      if let line = lines[text] {
        log.report("\(quoted(text)) is written twice; the first is in line \(line)", at: key.place)
        continue
      }
      lines[text] = key.place.line
      entries.append(YAMLNode.Entry(key: text, place: key.place, value: value))
    }
  }

  /// The place of the first byte that is not UTF-8.
  private static func placeOfInvalidText(in bytes: [UInt8], file: String) -> Place? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return Place(file: file, after: bytes[..<error.byteOffsets.lowerBound])
    }
  }
}
