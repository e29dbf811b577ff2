import Foundation
import Testing

/// The arrows of the house: what each target may import, as the table in `docs/architecture.md` says it.
struct ImportTests {
  private static let core: Set = ["Domain", "CommandLanguage", "Permissions", "Commands", "Engine"]

  /// What of the system's own modules a target takes.
  private static let system: [String: Set<String>] = [
    "Messengers": ["FoundationEssentials"],
    "Storage": ["Dispatch", "Glibc", "Synchronization"],
    "Configuration": ["Glibc"],
    "Network": ["Glibc", "Synchronization"],
    "Platform": ["Dispatch", "Glibc", "Synchronization"],
    "Talks": ["Glibc"],
    "muster": ["Glibc", "Synchronization"],
  ]

  /// The table's rows: a target and what it may import of the house.
  private static let table = Result {
    let page = try String(contentsOf: SourceTree.root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").compactMap { line -> (target: String, imports: [String])? in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("| `"), cells.count == 3 else { return nil }
      return (cells[0].replacing("`", with: ""), cells[2].split(separator: ", ").map(String.init))
    }
    let targets = rows.map(\.target)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let modules = row.imports.flatMap { word in
          switch word {
          case "nothing": [String]()
          case "core": Array(core)
          case "everything": targets
          default: [word]
          }
        }
        return (row.target, Set(modules))
      })
  }

  @Test func `every file imports only what its room may`() throws {
    for (target, allowed) in try Self.table.get() {
      let files = try SourceTree.files(under: "Sources/\(target)")
      #expect(!files.isEmpty, "there is no target \(target): mend the table")
      for file in files {
        for module in try SourceTree.imports(of: file) {
          let isAllowed = allowed.contains(module) || Self.system[target]?.contains(module) == true
          #expect(isAllowed, "\(file.path) imports \(module)")
        }
      }
    }
  }

  @Test func `no permit is kept for a later transaction`() throws {
    for file in try SourceTree.files(under: "Sources") {
      let kept = Self.keptPermits(in: try SourceTree.text(of: file))
      #expect(kept.isEmpty, "\(file.path) keeps a permit: \(kept)")
    }
    #expect(Self.keptPermits(in: "final class Box {\n  var permit: Permit?\n}").count == 1)
    #expect(Self.keptPermits(in: "let box = Mutex<Permit?>(nil)").count == 1)
    #expect(Self.keptPermits(in: "case allow(Permit)\nfunc permit() -> Permit { }").isEmpty)
  }

  /// Lines that give a permit a place of its own, which outlives the decision.
  private static func keptPermits(in source: String) -> [Substring] {
    source.split(separator: "\n").filter { $0.contains(/\b(var|let) \w+: Permit\b|<Permit\b/) }
  }

  @Test func `every target is in the table`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.appending(path: "Sources").path)
    #expect(Set(folders.filter { !$0.hasPrefix("C") || $0.hasPrefix("Co") }) == Set(try Self.table.get().keys))
  }

  @Test func `the core imports the core alone`() throws {
    let table = try Self.table.get()
    for target in Self.core {
      #expect(Self.system[target] == nil)
      #expect(table[target]?.isSubset(of: Self.core) == true)
    }
  }

  @Test func `a forbidden import is found`() throws {
    #expect(
      SourceTree.modules(in: "import Foundation\npackage import struct Domain.Moment\n@testable import A") == [
        "Foundation", "Domain", "A",
      ])
  }
}
