import Commands
import Domain
import Platform
import TestSupport
import Testing
import Weakening

/// How who is told something is looked up.
@Suite(.temporaryDirectory)
struct ReadershipTests {
  @Test(arguments: [("join Apollo", 50, 0), ("join Apollo", 20, 1)])
  func `all members are read at once only where many of them are told`(
    _ command: String, _ members: Int, _ expected: Int
  ) async throws {
    let reads = Guarded(0)
    var lies = Lies()
    lies.members = { truth, group, standings, limit in
      if standings.contains(.member), limit == .max { reads.withLock { $0 += 1 } }
      return try truth.members(of: group, with: standings, limit: limit)
    }
    let chat = try await Chat(lies: lies, with: "ann", "zoe")
    _ = await chat.says("ann", "/project create Apollo")
    for number in 1...members { _ = await chat.says("p\(number)", "/project join Apollo") }
    for number in 1...11 { _ = await chat.says("ann", "/project promote @p\(number) in Apollo") }
    reads.withLock { $0 = 0 }
    #expect(await chat.says("zoe", "/project \(command)").outcome == "done")
    #expect(reads.withLock { $0 } == expected)
    #expect(await chat.says("p11", "/muster inbox").text.contains("@zoe has joined Apollo."))
    // What concerns all of a group is told to many of them, however many they are.
    #expect(await chat.says("ann", "/project archive Apollo").outcome == "done")
    #expect(reads.withLock { $0 } == expected + 1)
  }
}
