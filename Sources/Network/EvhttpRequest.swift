import CEvent

extension HTTPRequest {
  /// Copies what evhttp has read.
  init(_ request: UnsafeMutablePointer<evhttp_request>) {
    method = unsafe Self.method(evhttp_request_get_command(request))
    target = unsafe Self.text(evhttp_request_get_uri(request))
    peer = unsafe Self.text(UnsafePointer(request.pointee.remote_host))
    var headers: [(name: String, value: String)] = []
    headers.reserveCapacity(8)
    var next = unsafe cevent_first_header(evhttp_request_get_input_headers(request))
    while let header = unsafe next {
      headers.append(
        (name: unsafe Self.text(header.pointee.key).lowercased(), value: unsafe Self.text(header.pointee.value)))
      unsafe next = cevent_next_header(header)
    }
    self.headers = headers
    let buffer = unsafe evhttp_request_get_input_buffer(request)
    let length = unsafe evbuffer_get_length(buffer)
    // The standard library would write the count into the one empty array that all threads share.
    guard length > 0 else {
      body = []
      return
    }
    body = unsafe [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      count = unsafe max(0, Int(evbuffer_remove(buffer, bytes.baseAddress, length)))
    }
  }

  private static func text(_ bytes: UnsafePointer<CChar>?) -> String {
    guard let bytes = unsafe bytes else { return "" }
    return unsafe String(cString: bytes)
  }

  private static func method(_ command: evhttp_cmd_type) -> String {
    switch command {
    case EVHTTP_REQ_GET: "GET"
    case EVHTTP_REQ_POST: "POST"
    case EVHTTP_REQ_HEAD: "HEAD"
    case EVHTTP_REQ_PUT: "PUT"
    case EVHTTP_REQ_DELETE: "DELETE"
    case EVHTTP_REQ_OPTIONS: "OPTIONS"
    case EVHTTP_REQ_TRACE: "TRACE"
    case EVHTTP_REQ_CONNECT: "CONNECT"
    case EVHTTP_REQ_PATCH: "PATCH"
    default: "UNKNOWN"
    }
  }
}
