/// Looks at the raw bytes of one request for forms that two readers could understand differently.
///
/// evhttp hands out header fields that it has already trimmed, folded and cut, and a body that it has already put
/// together; what a proxy in front may have read otherwise is no longer visible there. So the bytes pass here first. The
/// scanner never says where a request ends for evhttp; it only says that something is odd, and then the request is refused.
struct RequestScanner {
  /// Whether something was seen that no honest sender sends: a NUL or another control character, a line that ends
  /// without CR, a folded line, a name that is no token, a chunk size that is not plain hexadecimal, a trailer.
  private(set) var isOdd = false

  private enum Part {
    case firstLine
    case fields
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailer
    case finished
  }

  private var part = Part.firstLine
  private var line: [UInt8] = []
  private var isChunked = false

  /// Longer lines are refused by evhttp before they get this long, in bytes.
  private static let longestLine = 65_536

  /// Prepares for the next request of the connection.
  mutating func restart() {
    isOdd = false
    part = .firstLine
    isChunked = false
    line.removeAll(keepingCapacity: true)
  }

  /// Reads the next bytes of the request; those after its end are not looked at.
  mutating func read(_ bytes: Span<UInt8>) {
    var index = 0
    while index < bytes.count {
      switch part {
      case .finished: return
      case .chunk(let left):
        let count = min(left, bytes.count - index)
        index += count
        part = left == count ? .chunkEnd : .chunk(left: left - count)
      default:
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\n") {
          endLine()
          line.removeAll(keepingCapacity: true)
        } else {
          line.append(byte)
          if line.count > Self.longestLine { refuse() }
        }
      }
    }
  }

  private mutating func refuse() {
    isOdd = true
    part = .finished
  }

  private mutating func endLine() {
    guard line.popLast() == UInt8(ascii: "\r") else { return refuse() }
    switch part {
    case .firstLine:
      if line.contains(where: { $0 < 0x20 || $0 == 0x7F }) { refuse() } else { part = .fields }
    case .fields: line.isEmpty ? endHead() : readField()
    case .chunkSize:
      guard (1...8).contains(line.count), let size = hexadecimal(line) else { return refuse() }
      part = size == 0 ? .trailer : .chunk(left: size)
    case .chunkEnd: if line.isEmpty { part = .chunkSize } else { refuse() }
    case .trailer: if line.isEmpty { part = .finished } else { refuse() }
    case .chunk, .finished: break
    }
  }

  private mutating func endHead() { part = isChunked ? .chunkSize : .finished }

  private mutating func readField() {
    // A folded line begins with a space, which is no token character.
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0, line[..<colon].allSatisfy(isToken),
      line[colon...].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") })
    else { return refuse() }
    if colon == Self.transferEncoding.count, line[..<colon].lazy.map(lowercase).elementsEqual(Self.transferEncoding) {
      isChunked = true
    }
  }

  private static let transferEncoding = Array("transfer-encoding".utf8)
}

/// The number that `digits` spell in base 16, or `nil` when another character is among them.
private func hexadecimal(_ digits: [UInt8]) -> Int? {
  var number = 0
  for digit in digits {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number * 16 + Int(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number * 16 + Int(digit - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): number = number * 16 + Int(digit - UInt8(ascii: "A")) + 10
    default: return nil
    }
  }
  return number
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// Whether `byte` may be in a field's name.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
func isToken(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"):
    true
  case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
    UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
    UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
    true
  default: false
  }
}
