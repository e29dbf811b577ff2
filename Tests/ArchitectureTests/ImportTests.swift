import Foundation
import Testing

/// The arrows of the house: what each target may import, as `docs/architecture.md` says it.
struct ImportTests {
  private static let core: Set = ["Domain", "CommandLanguage", "Permissions", "Commands", "Engine"]

  private static let allowed: [String: Set<String>] = [
    "Domain": [],
    "CommandLanguage": ["Domain"],
    "Permissions": ["Domain"],
    "Commands": ["Domain", "CommandLanguage", "Permissions"],
    "Engine": ["Domain", "CommandLanguage", "Permissions", "Commands"],
    "Messengers": core.union(["Signing", "FoundationEssentials"]),
    "Storage": core.union(["Platform", "CSQLite", "CPostgres", "Dispatch", "Glibc", "Synchronization"]),
    "Configuration": core.union(["CYAML", "Glibc", "Texts"]),
    "Texts": core.union(["CICU"]),
    "Network": ["Platform", "CEvent", "CCurl", "COpenSSL", "Glibc", "Synchronization"],
    "Delivery": core.union(["Network", "Signing"]),
    "Signing": ["CCrypto"],
    "Platform": ["Domain", "Dispatch", "Glibc", "Synchronization"],
    "Wiring": core.union([
      "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "Texts",
    ]),
    "Talks": core.union([
      "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "Texts", "Wiring",
      "Glibc",
    ]),
    "muster": core.union([
      "Configuration", "Delivery", "Messengers", "Network", "Platform", "Signing", "Storage", "Talks", "Texts",
      "Wiring", "Glibc", "Synchronization",
    ]),
  ]

  @Test(arguments: allowed.keys.sorted())
  func `imports only what its room may`(_ target: String) throws {
    let files = try SourceTree.files(under: "Sources/\(target)")
    #expect(!files.isEmpty, "there is no such target: mend the table")
    for file in files {
      for module in try SourceTree.imports(of: file) {
        #expect(Self.allowed[target]?.contains(module) == true, "\(file.path) imports \(module)")
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
    #expect(Set(folders.filter { !$0.hasPrefix("C") || $0.hasPrefix("Co") }) == Set(Self.allowed.keys))
  }

  @Test func `a forbidden import is found`() throws {
    #expect(
      SourceTree.modules(in: "import Foundation\npackage import struct Domain.Moment\n@testable import A") == [
        "Foundation", "Domain", "A",
      ])
  }
}
