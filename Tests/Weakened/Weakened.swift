import Talks
import Weakening

/// The bot of one talk with a store that keeps no reply, to show that a talk notices when the bot is killed.
@main
struct Weakened {
  static func main() async throws {
    var ports = Ports()
    ports.store = { store, _ in WeakenedStore.keepingNoReplies(store) }
    try await TalkChild(Array(CommandLine.arguments.dropFirst(2)), ports: ports)?.run()
  }
}
