import Foundation
import Testing

/// The project speaks of itself alone, and of no machine it was made on.
struct SelfDescriptionTests {
  @Test func `no source names a path of a machine`() throws {
    for file in try SourceTree.files(under: "Sources") + SourceTree.files(under: "Tests") {
      let source = try SourceTree.text(of: file)
      for path in ["/" + "home/", "/" + "work/", "/" + "Users/"] {
        #expect(!source.contains(path), "\(file.path) names \(path)")
      }
    }
  }
}
