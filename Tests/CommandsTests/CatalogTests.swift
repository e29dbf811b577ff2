import CommandLanguage
import TestSupport
import Testing

@testable import Commands

/// What holds for how every command of the catalogue is written.
struct CatalogTests {
  @Test(arguments: CommandCatalog.all.indices)
  func `each example is that command, and can be read in one way`(_ index: Int) throws {
    let usage = CommandCatalog.all[index].usage
    #expect(!usage.examples.isEmpty, "\(usage.verb) has no example")
    for example in usage.examples {
      // Of what may stand alone, clients know the roots alone as slash commands.
      #expect(example.split(separator: " ").first.map { CommandCatalog.verbs.isRoot(String($0)) } == true, "\(example)")
      for sign in ["/", "!", ""] { try Self.expect(sign + example, is: usage) }
    }
  }

  @Test(arguments: CommandCatalog.all.indices)
  func `its usage line is that command under each root, with and without each option`(_ index: Int) throws {
    let usage = CommandCatalog.all[index].usage
    for root in Self.roots(of: usage) {
      let (required, optional) = Self.parts(of: usage.line(under: root))
      // Where nothing would be said without any of them, the first one stands beside each other.
      let first = ["edit", "dates", "can"].contains(usage.verb) ? optional.first ?? "" : ""
      try Self.expect(required + " " + first, is: usage, under: root)
      for option in optional where option != first {
        try Self.expect([required, first, option].joined(separator: " "), is: usage, under: root)
      }
    }
  }

  @Test func `no two commands are written alike`() {
    var seen: Set<String> = []
    for command in CommandCatalog.all {
      for root in Self.roots(of: command.usage) { #expect(seen.insert("\(root) \(command.usage.verb)").inserted) }
    }
  }

  @Test func `the check finds a line that is another command, or none`() {
    let archive = ArchiveGroup.usage
    #expect(throws: Misread.self) { try Self.read("/project unarchive Apollo", as: archive) }
    #expect(throws: Misread.self) { try Self.read("/project archive", as: archive) }
    #expect(throws: Misread.self) { try Self.read("/project copy Back as before as Road", as: CopyGroup.usage) }
  }

  private struct Misread: Error {
    let what: String
  }

  private static func expect(_ line: String, is usage: Usage, under root: String? = nil) throws {
    let parsed = try read(line, as: usage)
    if let root { #expect(parsed.root == root, "\(line)") }
  }

  private static func read(_ line: String, as usage: Usage) throws(Misread) -> Parsed {
    do throws(UsageError) {
      let parsed = try CommandCatalog.parse([.text(line)])
      guard parsed.usage == usage else { throw UsageError.empty }
      guard parsed.readings.count == 1 else { throw UsageError.tooMuch(line, usage: "") }
      return parsed
    } catch {
      throw Misread(what: "\(line): \(error)")
    }
  }

  private static func roots(of usage: Usage) -> [String] {
    switch usage.roots {
    case .groups: CommandCatalog.groupRoots
    case .every: CommandCatalog.groupRoots + [CommandCatalog.portalRoot, "admin"]
    case .named(let root): [root]
    }
  }

  /// What has to be written, and each part in brackets, with a word in the place of every name in capitals.
  private static func parts(of line: String) -> (required: String, optional: [String]) {
    var required: [String] = []
    var optional: [[String]] = []
    var isOptional = false
    for word in line.split(separator: " ") {
      if word.hasPrefix("[") {
        isOptional = true
        optional.append([])
      }
      let text = word.drop { $0 == "[" }.prefix { $0 != "]" }.split(separator: "|").first ?? ""
      let filled = text == "WHAT" ? "archive" : ["N", "NUMBER", "PAGE"].contains(text) ? "1" : String(text)
      if isOptional { optional[optional.count - 1].append(filled) } else { required.append(filled) }
      if word.hasSuffix("]") { isOptional = false }
    }
    return (required.joined(separator: " "), optional.map { $0.joined(separator: " ") })
  }
}
