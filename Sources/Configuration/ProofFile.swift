import Glibc

/// The proof that a policy keeps its invariants, beside the policy, so that a start repeats it only after a change.
///
/// It holds a code of the policy's text and of the program that proved it. Writing it takes what writing the policy takes:
/// it lies in the same directory, and is believed only when it belongs to the policy's owner, to this user or to root, and
/// nobody else may write it.
package struct ProofFile: Sendable {
  private let policy: String
  private var path: String { policy + ".proof" }

  /// - Parameter path: of the policy, such as `bot-config/policy.yaml`.
  package init(ofPolicyAt path: String) { policy = path }

  /// Whether the policy with this code was proved before.
  package func holds(_ code: String) -> Bool {
    guard case .success(let contents) = FileContents.read(path, atMost: 1_024), contents.mode & 0o022 == 0,
      isTrusted(contents.owner)
    else { return false }
    return contents.bytes == Self.text(of: code)
  }

  /// Keeps that the policy with this code was proved; returns why it can't be kept.
  package func keep(_ code: String) -> String? {
    DurableFile.write(Self.text(of: code), to: path, mode: 0o644, replacing: true).map { "\(path): \($0.sentence)" }
  }

  private func isTrusted(_ owner: UInt32) -> Bool {
    if owner == geteuid() || owner == 0 { return true }
    var status = stat()
    return unsafe stat(policy, &status) == 0 && owner == status.st_uid
  }

  private static func text(of code: String) -> [UInt8] {
    Array("# The policy beside this file keeps its invariants; without this file that is proved again.\n\(code)\n".utf8)
  }
}
