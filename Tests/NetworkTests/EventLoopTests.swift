import Testing

@testable import Network

struct EventLoopTests {
  private actor Counter {
    let loop: EventLoop
    var count = 0

    init(_ loop: EventLoop) { self.loop = loop }

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    func add() -> Bool {
      count += 1
      return loop.isCurrent
    }
  }

  @Test func `an actor on the loop runs on the loop's thread and nowhere else`() async throws {
    let loop = try EventLoop(name: "test")
    loop.start()
    defer { loop.stop() }
    let counter = Counter(loop)
    let places = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<1_000 { group.addTask { await counter.add() } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(places == Array(repeating: true, count: 1_000))
    #expect(await counter.count == 1_000)
    #expect(!loop.isCurrent)
  }
}
