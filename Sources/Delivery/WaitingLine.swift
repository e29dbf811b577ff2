import Domain
import Engine

/// Parcels that wait for one of the places, and how many have one.
///
/// Replies go before direct messages. A connection holds only some of the places, and others with its direct messages, so
/// that a messenger that hangs holds up no other's, and an API that hangs no replies.
struct WaitingLine {
  private var queues: [Kind: Queue] = [:]
  private(set) var underWay = 0
  private var waiting = 0
  private var lastNumber = 0

  typealias Waiting = (parcel: Parcel, since: Moment)

  /// What waits together: the replies of a connection, or its direct messages.
  private struct Kind: Hashable {
    let connection: String
    let isDirect: Bool

    init(_ parcel: Parcel) {
      connection = parcel.connection
      isDirect = parcel.recipient != nil
    }

    var places: Int { isDirect ? WaitingLine.directPlacesOfOne : WaitingLine.placesOfOne }
  }

  private struct Queue {
    var waiting: ArraySlice<(number: Int, one: Waiting)> = []
    var underWay = 0
  }

  var isEmpty: Bool { waiting == 0 }

  func hasRoom(for parcel: Parcel) -> Bool {
    waiting < Self.maximum && queues[Kind(parcel)]?.waiting.count ?? 0 < Self.maximumOfOne
  }

  /// - Parameter count: Parcels of whichever kind.
  func hasRoom(for count: Int) -> Bool { waiting + count <= Self.maximum }

  /// - Parameter since: When its wait began.
  mutating func add(_ parcel: Parcel, since: Moment) {
    lastNumber += 1
    queues[Kind(parcel), default: Queue()].waiting.append((lastNumber, (parcel, since)))
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
  private func next(isDirect: Bool) -> Kind? {
    var first: (number: Int, kind: Kind)?
    for (kind, queue) in queues where kind.isDirect == isDirect && queue.underWay < kind.places {
      if let number = queue.waiting.first?.number, number < first?.number ?? .max { first = (number, kind) }
    }
    return first?.kind
  }

  /// Gives the place of a parcel away.
  mutating func leave(_ parcel: Parcel) {
    queues[Kind(parcel)]?.underWay -= 1
    underWay -= 1
  }

  static let places = 256
  /// Of one connection; together not more than the client's connections to one host.
  static let placesOfOne = 48
  static let directPlacesOfOne = 16
  /// How many wait at most, of all and of one kind.
  static let maximum = 10_000
  static let maximumOfOne = 2_500
}
