import Domain
import Engine

/// Parcels that wait for one of the places, and how many have one.
///
/// Replies go before direct messages. A connection holds only some of the places, and others with its direct messages, and
/// each kind has room of its own to wait in, so that a messenger that hangs holds up no other's, and an API that hangs no
/// replies.
struct WaitingLine {
  private var queues: [Parcel.Kind: Queue] = [:]
  private(set) var underWay = 0
  private var waiting = 0
  private var lastNumber = 0

  typealias Waiting = (parcel: Parcel, since: Moment)

  private struct Queue {
    var waiting: ArraySlice<(number: Int, one: Waiting)> = []
    var underWay = 0
  }

  var isEmpty: Bool { waiting == 0 }

  /// Whether one that was just committed may wait here.
  func hasRoom(for parcel: Parcel) -> Bool { queues[parcel.kind]?.waiting.count ?? 0 < Self.maximum }

  /// The kinds of which no more are fetched: as many wait as have places.
  ///
  /// So those who are fetched have a place soon, even where a messenger hangs, and not only when their lease is over.
  var full: Set<Parcel.Kind> { Set(queues.filter { $0.value.waiting.count >= $0.key.places }.keys) }

  /// - Parameter since: When its wait began.
  mutating func add(_ parcel: Parcel, since: Moment) {
    lastNumber += 1
    queues[parcel.kind, default: Queue()].waiting.append((lastNumber, (parcel, since)))
    waiting += 1
  }

  /// Who is next and since when it waits; it has a place then, until it leaves.
  mutating func next() -> Waiting? {
    guard underWay < Self.places, let kind = next(isDirect: false) ?? next(isDirect: true) else { return nil }
    guard let first = queues[kind]?.waiting.popFirst() else { return nil }
    queues[kind]?.underWay += 1
    waiting -= 1
    underWay += 1
    return first.one
  }

  /// Of those that have a place left, the kind whose first came first.
  private func next(isDirect: Bool) -> Parcel.Kind? {
    var first: (number: Int, kind: Parcel.Kind)?
    for (kind, queue) in queues where kind.isDirect == isDirect && queue.underWay < kind.places {
      if let number = queue.waiting.first?.number, number < first?.number ?? .max { first = (number, kind) }
    }
    return first?.kind
  }

  /// Gives the place of a parcel away.
  mutating func leave(_ parcel: Parcel) {
    queues[parcel.kind]?.underWay -= 1
    underWay -= 1
  }

  static let places = 256
  /// Of one connection; together not more than the client's connections to one host.
  static let placesOfOne = 48
  static let directPlacesOfOne = 16
  /// How many of one kind wait at most of those that were just committed.
  static let maximum = 2_500
}

extension Parcel.Kind {
  fileprivate var places: Int { isDirect ? WaitingLine.directPlacesOfOne : WaitingLine.placesOfOne }
}
