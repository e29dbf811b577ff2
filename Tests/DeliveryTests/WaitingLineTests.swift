import Domain
import Engine
import Testing

@testable import Delivery

/// Who is next, where more parcels wait than are posted at once.
struct WaitingLineTests {
  private static func parcel(_ key: String, isDirect: Bool, on connection: String = "chat") -> Parcel {
    let address = isDirect ? Parcel.directAddress(of: "ann") : "https://hooks.example/\(key)"
    let now = Moment(seconds: 0)
    return Parcel(
      key: key, connection: connection, delivery: "d", address: address, body: [], created: now,
      expires: now + .hours(1), usesLeft: 5)
  }

  private static func line(replies: Int, direct: Int) -> WaitingLine {
    var line = WaitingLine()
    for number in 0..<direct { line.add(parcel("d\(number)", isDirect: true), since: Moment(seconds: 0)) }
    for number in 0..<replies { line.add(parcel("r\(number)", isDirect: false), since: Moment(seconds: 0)) }
    return line
  }

  /// All who get a place now.
  private static func places(in line: inout WaitingLine) -> [Parcel] {
    var places: [Parcel] = []
    while let (parcel, _) = line.next() { places.append(parcel) }
    return places
  }

  @Test func `replies go first, each kind in the order in which it came`() {
    var line = Self.line(replies: 2, direct: 2)
    #expect(Self.places(in: &line).map(\.key) == ["r0", "r1", "d0", "d1"])
    #expect(line.isEmpty && line.underWay == 4)
  }

  @Test(arguments: [(0, 300, 0, 16), (10, 300, 10, 16), (300, 300, 48, 16), (300, 0, 48, 0)])
  func `a connection holds only some of the places`(_ replies: Int, _ direct: Int, _ first: Int, _ then: Int) {
    var line = Self.line(replies: replies, direct: direct)
    let places = Self.places(in: &line)
    #expect(places.count { $0.recipient == nil } == first)
    #expect(places.count { $0.recipient != nil } == then)
    line.add(Self.parcel("other", isDirect: false, on: "other"), since: Moment(seconds: 0))
    #expect(line.next()?.parcel.key == "other")
    #expect(line.next() == nil)
  }

  @Test func `all connections together hold all places, and whoever came first goes first`() {
    var line = WaitingLine()
    for number in 0..<300 {
      line.add(Self.parcel("\(number)", isDirect: false, on: "chat\(number % 10)"), since: Moment(seconds: 0))
    }
    #expect(Self.places(in: &line).map(\.key) == (0..<256).map(String.init))
  }

  @Test func `whoever leaves gives the place away`() {
    var line = Self.line(replies: 0, direct: 18)
    let places = Self.places(in: &line)
    #expect(line.next() == nil)
    for parcel in places.prefix(3) { line.leave(parcel) }
    #expect(Self.places(in: &line).map(\.key) == ["d16", "d17"])
    #expect(line.underWay == 15)
  }

  @Test func `however many messages of a connection wait, there is room for its replies and for others`() {
    var line = Self.line(replies: 0, direct: WaitingLine.maximum)
    for name in ["chat1", "chat2", "chat3", "chat4", "chat5"] {
      for number in 0..<WaitingLine.maximum {
        line.add(Self.parcel("\(number)", isDirect: false, on: name), since: Moment(seconds: 0))
      }
    }
    #expect(!line.hasRoom(for: Self.parcel("d", isDirect: true)))
    #expect(!line.hasRoom(for: Self.parcel("r", isDirect: false, on: "chat5")))
    #expect(line.hasRoom(for: Self.parcel("r", isDirect: false)))
    #expect(line.hasRoom(for: Self.parcel("d", isDirect: true, on: "other")))
  }

  @Test(arguments: [true, false])
  func `a kind is full as long as as many wait as have places`(_ isDirect: Bool) {
    let places = isDirect ? WaitingLine.directPlacesOfOne : WaitingLine.placesOfOne
    var line = Self.line(replies: isDirect ? 1 : places, direct: isDirect ? places : 1)
    #expect(line.full == [Parcel.Kind(connection: "chat", isDirect: isDirect)])
    _ = Self.places(in: &line)
    #expect(line.full == [])
  }
}
