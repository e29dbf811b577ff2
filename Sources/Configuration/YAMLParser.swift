import CYAML

/// libyaml's parser over one text, event by event.
@safe struct YAMLParser: ~Copyable {
  /// What libyaml found next.
  struct Event {
    let kind: Kind
    let hasAnchor: Bool
    let hasTag: Bool
    let place: Place
  }

  /// The kinds of events that the tree is made of.
  enum Kind {
    case documentStart
    case scalar(String, isQuoted: Bool)
    case alias
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
    case streamEnd
    /// Where the stream starts and a document ends, which says nothing.
    case nothing
  }

  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let file: String

  /// A parser of `bytes`, which are copied since libyaml keeps their address; nil when there is no memory.
  init?(_ bytes: [UInt8], file: String) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      return nil
    }
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe self.parser = unsafe parser
    unsafe self.input = unsafe input
    self.file = file
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event.
  ///
  /// - Throws: where and why the text stops being YAML; there are no events after it.
  mutating func next() throws(YAMLSyntaxError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
    defer { unsafe yaml_event_delete(&event) }
    let place = unsafe place(of: event.start_mark)
    switch unsafe event.type {
    case YAML_DOCUMENT_START_EVENT: return plain(.documentStart, at: place)
    case YAML_ALIAS_EVENT: return plain(.alias, at: place)
    case YAML_SEQUENCE_END_EVENT: return plain(.sequenceEnd, at: place)
    case YAML_MAPPING_END_EVENT: return plain(.mappingEnd, at: place)
    case YAML_STREAM_END_EVENT: return plain(.streamEnd, at: place)
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isQuoted = unsafe scalar.style != YAML_PLAIN_SCALAR_STYLE
      return Event(
        kind: .scalar(text, isQuoted: isQuoted), hasAnchor: unsafe scalar.anchor != nil,
        hasTag: unsafe scalar.tag != nil, place: place)
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return Event(
        kind: .sequenceStart, hasAnchor: unsafe start.anchor != nil, hasTag: unsafe start.tag != nil, place: place)
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return Event(
        kind: .mappingStart, hasAnchor: unsafe start.anchor != nil, hasTag: unsafe start.tag != nil, place: place)
    default: return plain(.nothing, at: place)
    }
  }

  private func plain(_ kind: Kind, at place: Place) -> Event {
    Event(kind: kind, hasAnchor: false, hasTag: false, place: place)
  }

  private func place(of mark: yaml_mark_t) -> Place {
    Place(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  /// What libyaml says went wrong; its sentences never hold a part of the text.
  private func syntaxError() -> YAMLSyntaxError {
    let state = unsafe parser.pointee
    var sentence = "this can't be read as YAML"
    if let problem = unsafe state.problem { sentence += ": \(unsafe String(cString: problem))" }
    if let context = unsafe state.context {
      sentence += " \(unsafe String(cString: context)) that starts in line \(unsafe state.context_mark.line + 1)"
    }
    sentence += "; check the indentation and the quotes here"
    guard unsafe state.error == YAML_READER_ERROR else {
      return YAMLSyntaxError(problem: Problem(sentence, at: place(of: unsafe state.problem_mark)))
    }
    let before = unsafe Array(input.prefix(state.problem_offset))
    return YAMLSyntaxError(problem: Problem(sentence, at: Place(file: file, after: before[...])))
  }
}

/// Where and why a text stops being YAML.
struct YAMLSyntaxError: Error {
  let problem: Problem
}
