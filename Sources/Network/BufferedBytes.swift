/// What a server's connections hold together of requests that are not complete, in bytes.
///
/// It lives on its loop's thread, and only shares change it.
final class BufferedBytes {
  private(set) var total = 0

  /// One connection's part; it leaves the total with its owner, whatever has become of the request.
  struct Share: ~Copyable {
    private let all: BufferedBytes
    var bytes = 0 {
      didSet { all.total += bytes - oldValue }
    }

    init(of all: BufferedBytes) { self.all = all }

    deinit { all.total -= bytes }
  }
}
