/// How names are compared: case, accents and widths fold into one form, so that `Café` is found by `CAFE`.
package protocol Folding: Sendable {
  func folded(_ text: String) -> String
}
