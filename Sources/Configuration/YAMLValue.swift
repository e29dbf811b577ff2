/// A value of a YAML file and its typed readers, each of which returns nil after recording what is wrong.
package struct YAMLValue {
  package let node: YAMLNode
  /// The key that the value belongs to, as it stands in problems.
  package let name: String
  /// Where that key stands; for the items of a list, where the item does.
  package let keyPlace: Place
  package let log: ReadingLog

  package init(_ node: YAMLNode, name: String, keyPlace: Place? = nil, log: ReadingLog) {
    self.node = node
    self.name = name
    self.keyPlace = keyPlace ?? node.place
    self.log = log
  }

  package var place: Place { node.place }

  /// Records a problem at this value.
  package func report(_ sentence: String) { log.report(sentence, at: place) }

  /// A text that is not empty, written in quotes or without.
  package func text(as wanted: String = "a text") -> String? {
    guard let text = scalar(wanted)?.text else { return nil }
    guard !text.isEmpty else {
      report("\"\(name)\" is empty; write \(wanted)")
      return nil
    }
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
    }
    guard isClean else {
      report("\"\(name)\" holds a control character; write \(wanted)")
      return nil
    }
    return text
  }

  /// A text that may be empty when it is written as `""`.
  package func possiblyEmptyText() -> String? { scalar("a text")?.text == "" ? "" : text() }

  /// `yes`, `no`, `true` or `false`, without quotes.
  package func flag() -> Bool? {
    guard let scalar = scalar("yes or no") else { return nil }
    guard !scalar.isQuoted, let flag = Self.flags[scalar.text] else {
      report("\"\(name)\" is yes or no, without quotes")
      return nil
    }
    return flag
  }

  /// A whole number in `range`: digits without quotes, separators or leading zeros.
  package func integer(in range: ClosedRange<Int>) -> Int? {
    let wanted = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let scalar = scalar(wanted) else { return nil }
    guard !scalar.isQuoted, let number = Int(scalar.text), "\(number)" == scalar.text, range.contains(number) else {
      report("\"\(name)\" is \(wanted), without quotes")
      return nil
    }
    return number
  }

  /// One of the enum's words.
  package func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) -> Choice? {
    choice(among: type.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
  }

  /// One of these words.
  package func choice(among words: [String]) -> String? {
    let wanted = words.count == 1 ? words.joined() : "one of \(words.joined(separator: ", "))"
    guard let text = text(as: wanted) else { return nil }
    if words.contains(text) { return text }
    let meant = suggestion(for: text, among: words)
    report("\(quoted(text)) is no \(name)" + (meant.isEmpty ? "; write \(wanted)" : meant))
    return nil
  }

  /// The items of a list, which may be empty when it is written as `[]`.
  package func items() -> [YAMLValue]? {
    guard case .sequence(let items) = node.content else {
      refuse("a list, such as [one, two]")
      return nil
    }
    return items.map { YAMLValue($0, name: name, log: log) }
  }

  /// A list of texts, none of them empty and none there twice; all of its problems are recorded.
  package func texts() -> [String]? {
    guard let items = items() else { return nil }
    var texts: [String] = []
    var isWhole = true
    for item in items {
      guard let text = item.text() else {
        isWhole = false
        continue
      }
      if texts.contains(text) {
        item.report("\(quoted(text)) is in \"\(name)\" twice")
        isWhole = false
      }
      texts.append(text)
    }
    return isWhole ? texts : nil
  }

  /// A mapping, called `title` in problems (the key when there is none).
  package func mapping(_ title: String? = nil) -> YAMLMapping? {
    let title = title ?? "\"\(name)\""
    guard case .mapping(let entries) = node.content else {
      refuse("a mapping, such as {key: value}", title)
      return nil
    }
    return YAMLMapping(entries, at: place, name: title, log: log)
  }

  /// Records that the value, called `title` (the key when there is none), is not what was wanted.
  private func refuse(_ wanted: String, _ title: String? = nil) {
    let title = title ?? "\"\(name)\""
    switch node.content {
    case .refused: break
    case _ where node.isNull: report("\(title) is empty; write \(wanted)")
    case .scalar: report("\(title) is \(wanted), not a text")
    case .sequence: report("\(title) is \(wanted), not a list")
    case .mapping: report("\(title) is \(wanted), not a mapping")
    }
  }

  private func scalar(_ wanted: String) -> (text: String, isQuoted: Bool)? {
    guard case .scalar(let text, let isQuoted) = node.content, !node.isNull else {
      refuse(wanted)
      return nil
    }
    return (text, isQuoted)
  }

  /// The words for yes and no, in the three cases that YAML knows.
  private static let flags: [String: Bool] = [
    "yes": true, "Yes": true, "YES": true, "true": true, "True": true, "TRUE": true,
    "no": false, "No": false, "NO": false, "false": false, "False": false, "FALSE": false,
  ]
}
