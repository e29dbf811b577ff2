import Glibc
package import Testing

extension Tag {
  /// Touches a C library, a file or a socket.
  @Tag package static var io: Self
}

/// Gives each test, and each case of a parameterized test, a directory that is gone afterwards.
package struct TemporaryDirectory: TestTrait, SuiteTrait, TestScoping {
  /// The directory of the running test.
  @TaskLocal package static var path = ""

  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    let path = try Self.make()
    defer { Self.remove(path) }
    try await Self.$path.withValue(path, operation: function)
  }

  /// Makes an empty directory below `TMPDIR`, or `/tmp` where that isn't set.
  package static func make() throws -> String {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/muster-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw Failed(activity: "making \(parent)/muster-XXXXXX") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a directory with everything in it.
  package static func remove(_ path: String) {
    if let stream = unsafe opendir(path) {
      while let entry = unsafe readdir(stream) {
        let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { start in
          unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        let isLink = unsafe entry.pointee.d_type == UInt8(DT_LNK)
        if isLink {
          _ = unsafe unlink("\(path)/\(name)")
        } else if name != ".", name != ".." {
          remove("\(path)/\(name)")
        }
      }
      unsafe closedir(stream)
    }
    _ = unsafe Glibc.remove(path)
  }

  /// Makes a symbolic link at `path`.
  package static func link(_ path: String, to target: String) throws {
    guard unsafe symlink(target, path) == 0 else { throw Failed(activity: "linking \(path)") }
  }

  /// Who may do what with a file, such as `0o600`.
  package static func mode(of path: String) throws -> UInt32 {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Failed(activity: "looking at \(path)") }
    return status.st_mode & 0o777
  }

  /// Why something can't be done with files.
  package struct Failed: Error {
    package let activity: String
  }
}

extension Trait where Self == TemporaryDirectory {
  package static var temporaryDirectory: Self { Self() }
}
