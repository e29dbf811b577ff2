package import Commands

/// What a request is answered with, and what the operator's log and metrics say of it.
package struct Answer: Sendable {
  package let response: WebResponse
  package let result: Result
  /// The messenger's id of the delivery; `nil` when the request was not believed.
  package let delivery: String?
  /// To be handed over now that they are durable: the reply, and what others are told.
  package let parcels: [Parcel]

  init(_ response: WebResponse, _ result: Result, delivery: String? = nil, parcels: [Parcel] = []) {
    self.response = response
    self.result = result
    self.delivery = delivery
    self.parcels = parcels
  }

  /// What became of the request.
  package enum Result: Sendable {
    case answered(Outcome)
    /// Seen before; what it was then.
    case repeated(String)
    /// Another text under the id of an earlier delivery.
    case conflict
    /// The messenger's protocol answers by itself, such as a certificate check.
    case `protocol`
    case refused(WebhookError)
    case fault(any Error)
  }
}
