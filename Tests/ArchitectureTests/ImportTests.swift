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
