import Domain
import Engine

/// Parcels that wait for one of the places, and how many have one.
///
/// Replies go before direct messages, which hold only some of the places: an API that hangs holds up no reply of others.
struct WaitingLine {
  private var replies: ArraySlice<Waiting> = []
  private var direct: ArraySlice<Waiting> = []
  private(set) var underWay = 0
  private var directUnderWay = 0

  typealias Waiting = (parcel: Parcel, since: Moment)

  var isEmpty: Bool { replies.isEmpty && direct.isEmpty }

  func hasRoom(for parcel: Parcel) -> Bool { (parcel.isDirect ? direct : replies).count < Self.maximumOfAKind }

  /// - Parameter count: Parcels of whichever kind.
  func hasRoom(for count: Int) -> Bool { max(replies.count, direct.count) + count <= Self.maximumOfAKind }

  mutating func add(_ parcel: Parcel, at now: Moment) {
    if parcel.isDirect { direct.append((parcel, now)) } else { replies.append((parcel, now)) }
  }

  /// Who is next and since when it waits; it has a place then, until it leaves.
  mutating func next() -> Waiting? {
    guard underWay < Self.places else { return nil }
    if let reply = replies.popFirst() {
      underWay += 1
      return reply
    }
    guard directUnderWay < Self.directPlaces, let message = direct.popFirst() else { return nil }
    underWay += 1
    directUnderWay += 1
    return message
  }

  /// Gives the place of a parcel away.
  mutating func leave(_ parcel: Parcel) {
    underWay -= 1
    if parcel.isDirect { directUnderWay -= 1 }
  }

  static let places = 256
  static let directPlaces = 64
  static let maximumOfAKind = 10_000
}

extension Parcel {
  fileprivate var isDirect: Bool { recipient != nil }
}
