import Glibc

/// A secret that the bot makes for itself at its first start: a file with 32 random bytes in hexadecimal.
enum GeneratedSecret {
  /// How many random bytes it is made of.
  static let length = 32

  /// Makes the file unless it is there; returns why it can't be made.
  ///
  /// It is there as a whole or not at all, also after a crash; of two processes that start at once, only one makes it.
  static func make(at path: String, randomBytes: (Int) -> [UInt8]) -> FileContents.Fault? {
    if unsafe access(path, F_OK) == 0 { return nil }
    let bytes = randomBytes(length)
    guard bytes.count == length, Set(bytes).count > 1 else {
      return FileContents.Fault(sentence: "there is no randomness")
    }
    return DurableFile.write(hex(bytes), to: path, mode: 0o600, replacing: false)
  }

  private static func hex(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] } + [UInt8(ascii: "\n")]
  }
}
