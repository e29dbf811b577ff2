import CommandLanguage
import Foundation
import Testing

@testable import Commands

/// What is in a folder is in its list, so that a new file can't be forgotten.
struct CatalogTests {
  @Test func `every file with a command is in the catalog`() throws {
    let declared = try SourceTree.files(under: "Sources/Commands").compactMap { file -> String? in
      let source = try SourceTree.text(of: file)
      guard
        let line = source.split(separator: "\n").first(where: { $0.hasPrefix("struct ") && $0.contains("Command {") })
      else { return nil }
      return String(line.dropFirst("struct ".count).prefix { $0 != ":" })
    }
    let listed = CommandCatalog.all.map { "\($0)" }
    #expect(Set(declared) == Set(listed), "add the missing one to CommandCatalog.all")
    #expect(listed.count == Set(listed).count)
  }

  @Test func `every example in help is a command`() throws {
    for command in CommandCatalog.all {
      for example in command.usage.examples {
        let parsed = try CommandCatalog.parse([.text("/" + example)])
        #expect(parsed.readings.allSatisfy { type(of: $0.command) == command }, "\(example)")
      }
    }
  }
}
