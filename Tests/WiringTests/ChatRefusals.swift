import CommandLanguage
import Domain
import Engine
import Storage
import Testing
import Texts

@testable import Commands

extension Chat {
  /// What a command is refused with, as a value, with what may have been meant.
  func refusal(_ name: String, _ text: String) async throws -> Reply { try await refusal(name, [.text(text)]) }

  func refusal(_ name: String, _ pieces: [Piece]) async throws -> Reply { try await refusals(name, pieces) {}.after }

  /// The same before and after something else has happened.
  func refusals(
    _ name: String, _ pieces: [Piece], _ meanwhile: () async -> Void
  ) async throws -> (before: Reply, after: Reply) {
    let parsed: Parsed?
    var refusal: Refusal?
    do throws(UsageError) {
      parsed = try CommandCatalog.parse(pieces)
    } catch {
      parsed = nil
      refusal = Refusal(error, in: pieces)
    }
    let turn = try await turn(of: name, under: parsed?.root ?? "project")
    if let parsed {
      refusal = try await store.snapshot { reading in
        do {
          let command = try parsed.command(in: reading, during: turn)
          _ = try (command as? any GroupCommand)?.reference.find(in: reading, during: turn, toChange: true)
          try (command as? InvitePeople)?.people.forEach { _ = try $0.find(in: reading, during: turn) }
          _ = try (command as? RemoveMember)?.successor?.find(in: reading, during: turn)
          return nil
        } catch let refusal as Refusal {
          return refusal
        }
      }
    }
    let refused = try #require(refusal)
    guard let unsearched = Unsearched(refused, during: turn) else { return (refused.reply, refused.reply) }
    let found = try await store.snapshot { try unsearched.searched(in: $0) }
    await meanwhile()
    return (found.reply, try await store.snapshot { try unsearched.completed(by: found, in: $0) }.reply)
  }
}
