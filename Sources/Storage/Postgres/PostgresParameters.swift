import Engine

/// The values of a statement as libpq takes them: one piece of memory, and where each value lies in it.
struct PostgresParameters {
  private var memory: [UInt8] = []
  /// Where each value starts; `nil` for NULL.
  private var offsets: [Int?] = []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []

  static let plain: Int32 = 0
  static let binary: Int32 = 1

  /// - Throws: ``StoreFault`` when a text holds U+0000.
  init(_ values: [Value]) throws(StoreFault) {
    for value in values {
      offsets.append(memory.count)
      var format = Self.plain
      switch value {
      case .null: offsets[offsets.count - 1] = nil
      case .integer(let number): memory += "\(number)".utf8
      case .text(let text):
        memory += text.utf8
        guard !memory[(offsets.last.flatMap { $0 } ?? 0)...].contains(0) else { throw .nul }
      case .bytes(let bytes):
        memory += bytes
        format = Self.binary
      }
      lengths.append(Int32(memory.count - (offsets.last.flatMap { $0 } ?? memory.count)))
      formats.append(format)
      // Plain values end with a zero byte.
      memory.append(0)
    }
  }

  /// Lends pointers, lengths and formats.
  func withPointers<Content>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Content
  ) -> Content {
    unsafe memory.withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = unsafe offsets.map { offset in
        unsafe offset.flatMap { offset in unsafe start.map { unsafe $0 + offset } }
      }
      return unsafe pointers.withUnsafeBufferPointer { pointers in
        unsafe lengths.withUnsafeBufferPointer { lengths in
          unsafe formats.withUnsafeBufferPointer { formats in
            unsafe body(pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}
