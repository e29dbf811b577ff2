/// A mapping that is being read: keys that nobody asks for are reported as unknown when the file is finished.
package struct YAMLMapping {
  package let place: Place
  /// What people call the mapping, such as `connection "slack"`; nil for the file itself.
  package let name: String?
  package let log: ReadingLog
  private let entries: [YAMLNode.Entry]

  init(_ entries: [YAMLNode.Entry], at place: Place, name: String?, log: ReadingLog) {
    self.entries = entries
    self.place = place
    self.name = name
    self.log = log
    log.open(entries, at: place)
  }

  /// The same mapping under another name, once its name was read.
  package func named(_ name: String) -> YAMLMapping { YAMLMapping(entries, at: place, name: name, log: log) }

  /// The value of `key`; without it, that is recorded with `hint` as what to write.
  package func required(_ key: String, hint: String? = nil) -> YAMLValue? {
    if let value = optional(key) { return value }
    let missing = name.map { "\($0) has no \(key)" } ?? "there is no \"\(key)\""
    report(missing + (hint.map { ": \($0)" } ?? ""))
    return nil
  }

  /// The value of `key`, or nil when the key is absent; a key without a value is a problem for whoever reads the value.
  package func optional(_ key: String) -> YAMLValue? {
    log.know(key, at: place)
    return entries.first { $0.key == key }.map { YAMLValue($0.value, name: key, keyPlace: $0.place, log: log) }
  }

  /// Where `key` stands that has no meaning here; `nil` without it, so that no misspelling is taken for it.
  func place(ofNeedless key: String) -> Place? {
    guard let entry = entries.first(where: { $0.key == key }) else { return nil }
    log.know(key, at: place)
    return entry.place
  }

  /// All entries in the order of the file, for mappings whose keys are the author's own words.
  package func all() -> [(key: String, place: Place, value: YAMLValue)] {
    log.knowAll(at: place)
    return entries.map { ($0.key, $0.place, YAMLValue($0.value, name: $0.key, keyPlace: $0.place, log: log)) }
  }

  /// Forgives the keys that nobody read, after a problem that leaves their meaning open.
  ///
  /// Those that are near to a key that was asked for and is not there stay unknown: they are its misspelling.
  package func ignoreRest() { log.knowAllButMisspellings(at: place) }

  /// Whether there are keys that nobody has asked for until now.
  var hasUnknownKeys: Bool { log.hasUnknownKeys(at: place) }

  /// Records a problem with the mapping as a whole.
  package func report(_ sentence: String) { log.report(sentence, at: place) }
}
