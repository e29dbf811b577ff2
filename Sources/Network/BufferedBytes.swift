/// What a server's connections hold together of requests that are not complete, in bytes.
///
/// It lives on its loop's thread, and only shares change it.
final class BufferedBytes {
  private(set) var total = 0

  private func grow(by count: Int) { total += count }

  /// One connection's part; it leaves the total with its owner, whatever has become of the request.
  struct Share: ~Copyable {
    private let all: BufferedBytes
    private(set) var bytes = 0

    init(of all: BufferedBytes) { self.all = all }

    deinit { all.grow(by: -bytes) }

    mutating func set(_ count: Int) {
      all.grow(by: count - bytes)
      bytes = count
    }

    mutating func add(_ count: Int) { set(bytes + count) }
  }
}
