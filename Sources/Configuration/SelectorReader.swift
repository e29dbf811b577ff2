import Permissions

/// Reads by what rules or gaps of some actions are chosen: all of that is written, and nothing else.
struct SelectorReader {
  private let actions: [Action]
  private let asked: Choice<Fact>
  private let mapping: YAMLMapping
  /// `nil` where it can't be read, or is not asked for.
  private let target: YAMLMapping?

  init(_ mapping: YAMLMapping, _ actions: [Action]) {
    self.actions = actions
    self.mapping = mapping
    asked = actions.reduce([]) { $0.union($1.selectors) }
    let title = mapping.name.map { "the target of \($0)" }
    target = asked.contains(.targetExternal) ? mapping.required("target")?.mapping(title) : nil
  }

  /// What is said of the fact; `any` where nothing is to be said, and `nil` where that is wrong, which is recorded.
  func value<Value>(of fact: Fact, or any: Value, _ read: (YAMLValue) -> Value?) -> Value? {
    // Where nothing is asked of the target, all of it is needless.
    let keys = asked.contains(.targetExternal) ? fact.keys : Array(fact.keys.prefix(1))
    guard let holder = keys.count > 1 ? target : mapping, let key = keys.last else { return nil }
    if asked.contains(fact) { return holder.required(key).flatMap(read) }
    guard let place = holder.place(ofNeedless: key) else { return any }
    let names = actions.map { quoted($0.rawValue) }.joined(separator: ", ")
    let words = keys.reversed().map { quoted($0) }.joined(separator: " of ")
    holder.log.report("no rule of \(names) is chosen by \(words); leave it out", at: place)
    return nil
  }
}
