import CCurl

/// One easy handle of libcurl, which makes one call after another.
@safe final class CurlTransfer {
  /// The longest reply body that is read, in bytes.
  static let longestBody = 65_536
  /// The longest head that is read, in bytes.
  private static let longestHead = 65_536

  let curl: UnsafeMutableRawPointer
  /// The number of the call that it makes.
  var number = 0
  /// When the call's time is over, in milliseconds of ``LoopTimer/now``.
  var deadline: Int64 = 0
  /// Called once for each call with its end.
  var completion: ((Result<HTTPReply, HTTPClientError>) -> Void)?
  private var lines: UnsafeMutablePointer<curl_slist>?
  private var head: [UInt8] = []
  private var headLength = 0
  private var body: [UInt8] = []
  private var isCut = false
  private var isHeadTooLong = false
  private var addresses = PeerAddresses(allowPrivate: false)
  private var form: Form?

  private unowned let pool: CurlPool

  init?(of pool: CurlPool) {
    guard let handle = unsafe curl_easy_init() else { return nil }
    unsafe curl = handle
    self.pool = pool
  }

  deinit {
    unsafe curl_easy_cleanup(curl)
    unsafe curl_slist_free_all(lines)
  }

  /// Prepares the handle for `call`; `false` when the call is not one that can be made.
  func prepare(_ call: HTTPCall, authority: String?) -> Bool {
    head.removeAll(keepingCapacity: true)
    headLength = 0
    body = []
    (isCut, isHeadTooLong) = (false, false)
    addresses = PeerAddresses(allowPrivate: call.allowPrivateAddresses)
    guard call.isUsable, setLines(call.headers), become(Form(call), trusting: authority) else { return false }
    var codes = unsafe [
      ccurl_set_string(curl, CURLOPT_URL, call.url),
      ccurl_set_pointer(curl, CURLOPT_HTTPHEADER, lines),
      ccurl_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, max(1, min(call.milliseconds, 5_000))),
      // A peer that speaks HTTP/2 gets the next calls over the connection that is being made, not over one each.
      ccurl_set_long(curl, CURLOPT_PIPEWAIT, call.url.lowercased().hasPrefix("https:") ? 1 : 0),
    ]
    if form?.hasBody == true {
      codes.append(unsafe ccurl_set_size(curl, CURLOPT_POSTFIELDSIZE_LARGE, call.body.count))
      codes.append(
        unsafe call.body.withUnsafeBufferPointer { bytes in
          unsafe ccurl_set_pointer(
            curl, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: UnsafeRawPointer(bytes.baseAddress)))
        })
    }
    return codes.allSatisfy { $0 == CURLE_OK }
  }

  /// What a handle must be set up anew for; calls of one form follow each other without that.
  private struct Form: Equatable {
    let method: String
    let hasBody: Bool

    init(_ call: HTTPCall) {
      method = call.method
      hasBody = call.method != "HEAD" && (!call.body.isEmpty || ["POST", "PUT", "PATCH"].contains(call.method))
    }
  }

  /// Sets what all calls of a form have in common; a call's whole time is its pool's to watch.
  private func become(_ new: Form, trusting authority: String?) -> Bool {
    guard form != new else { return true }
    form = nil
    unsafe curl_easy_reset(curl)
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    var codes = unsafe [
      ccurl_set_string(curl, CURLOPT_PROTOCOLS_STR, "http,https"),
      // As the server does; whatever the system's libraries would still speak.
      ccurl_set_long(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
      ccurl_set_long(curl, CURLOPT_FOLLOWLOCATION, 0),
      // Neither the environment nor files of the user say where a call goes or who it is from.
      ccurl_set_string(curl, CURLOPT_PROXY, ""),
      ccurl_set_long(curl, CURLOPT_NETRC, 0),
      ccurl_set_long(curl, CURLOPT_NOSIGNAL, 1),
      // A resolver that hangs must not hold up the loop when its call is given up.
      ccurl_set_long(curl, CURLOPT_QUICK_EXIT, 1),
      // Bodies are short, and the buffers are made anew for each call.
      ccurl_set_long(curl, CURLOPT_BUFFERSIZE, 4_096),
      ccurl_set_long(curl, CURLOPT_UPLOAD_BUFFERSIZE, 16_384),
      ccurl_set_long(curl, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
      ccurl_set_string(curl, CURLOPT_USERAGENT, "Muster"),
      ccurl_set_write_function(curl, CURLOPT_WRITEFUNCTION, receiveBody),
      ccurl_set_pointer(curl, CURLOPT_WRITEDATA, context),
      ccurl_set_write_function(curl, CURLOPT_HEADERFUNCTION, receiveHeader),
      ccurl_set_pointer(curl, CURLOPT_HEADERDATA, context),
      ccurl_set_open_function(curl, openSocket),
      ccurl_set_pointer(curl, CURLOPT_OPENSOCKETDATA, context),
      ccurl_set_close_function(curl, closeSocket),
      ccurl_set_pointer(curl, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(pool).toOpaque()),
      ccurl_set_pointer(curl, CURLOPT_PRIVATE, context),
    ]
    if let authority { codes.append(unsafe ccurl_set_string(curl, CURLOPT_CAINFO, authority)) }
    if new.method == "HEAD" {
      codes.append(unsafe ccurl_set_long(curl, CURLOPT_NOBODY, 1))
    } else {
      if new.hasBody { codes.append(unsafe ccurl_set_long(curl, CURLOPT_POST, 1)) }
      codes.append(unsafe ccurl_set_string(curl, CURLOPT_CUSTOMREQUEST, new.method))
    }
    guard codes.allSatisfy({ $0 == CURLE_OK }) else { return false }
    form = new
    return true
  }

  private func setLines(_ headers: [(name: String, value: String)]) -> Bool {
    unsafe curl_slist_free_all(lines)
    // Bodies are small, so no peer is asked first whether it wants one.
    unsafe lines = curl_slist_append(nil, "Expect:")
    for (name, value) in headers {
      // libcurl leaves a field with an empty value out unless it is written with a semicolon.
      let line = value.isEmpty ? "\(name);" : "\(name): \(value)"
      guard let longer = unsafe curl_slist_append(lines, line) else { return false }
      unsafe lines = longer
    }
    return true
  }

  /// What `code`, the end of the transfer, means.
  func result(_ code: CURLcode) -> Result<HTTPReply, HTTPClientError> {
    var status = 0
    unsafe ccurl_get_status(curl, &status)
    switch code {
    case CURLE_OK: return .success(reply(status))
    case CURLE_WRITE_ERROR where isCut: return .success(reply(status))
    case _ where isHeadTooLong: return .failure(.tooLong)
    case CURLE_OPERATION_TIMEDOUT: return .failure(timeout)
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: return .failure(.unusable)
    case CURLE_COULDNT_CONNECT where addresses.areAllRefused: return .failure(.refusedAddress)
    default: return .failure(.connectionFailed(Int(code.rawValue)))
    }
  }

  /// What it means that the time of the transfer is over.
  var timeout: HTTPClientError {
    var sent = 0
    unsafe ccurl_get_request_size(curl, &sent)
    return sent == 0 ? .unsent : .timedOut
  }

  private func reply(_ status: Int) -> HTTPReply {
    HTTPReply(status: status, head: head, body: body, isCut: isCut)
  }

  // MARK: - What libcurl says

  fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let room = Self.longestBody - body.count
    unsafe body.append(contentsOf: bytes.prefix(room))
    isCut = bytes.count > room
    return !isCut
  }

  fileprivate func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headLength += bytes.count
    isHeadTooLong = headLength > Self.longestHead
    guard !isHeadTooLong else { return false }
    if unsafe bytes.starts(with: Self.statusLine) {
      head.removeAll(keepingCapacity: true)  // A head before this one was a provisional answer's.
    } else {
      unsafe head.append(contentsOf: bytes)
    }
    return true
  }

  private static let statusLine = Array("HTTP/".utf8)

  fileprivate func open(_ address: UnsafePointer<curl_sockaddr>) -> Int32 {
    guard addresses.admit(isPublic: unsafe isPublic(address)) else { return -1 }
    let socket = unsafe ccurl_open_socket(address)
    pool.opened(socket)
    return socket
  }

  private func isPublic(_ address: UnsafePointer<curl_sockaddr>) -> Bool {
    if let bytes = unsafe ccurl_ipv4_bytes(address) {
      return PublicAddress.contains(v4: unsafe Array(UnsafeBufferPointer(start: bytes, count: 4)))
    }
    guard let bytes = unsafe ccurl_ipv6_bytes(address) else { return false }
    return PublicAddress.contains(v6: unsafe Array(UnsafeBufferPointer(start: bytes, count: 16)))
  }
}

extension HTTPCall {
  /// Whether every part of the call stays in its place: nothing in it can begin a line of its own.
  fileprivate var isUsable: Bool {
    !method.isEmpty && method.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
      && ["http://", "https://"].contains { url.lowercased().hasPrefix($0) }
      && url.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
      && headers.allSatisfy { name, value in
        !name.isEmpty && name.utf8.allSatisfy(isToken) && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      }
  }
}

/// Called on the loop's thread with a piece of the reply's body; another number than its length ends the transfer.
private func receiveBody(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return 0 }
  let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().takeBody(piece) ? piece.count : 0
}

/// Called on the loop's thread with each whole line of the reply's head.
private func receiveHeader(
  bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
  guard let context = unsafe context else { return 0 }
  let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
  return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().takeHeader(line) ? line.count : 0
}

/// Called on the loop's thread when libcurl is about to connect; -1 keeps it from doing so.
private func openSocket(
  context: UnsafeMutableRawPointer?, _: curlsocktype, address: UnsafeMutablePointer<curl_sockaddr>?
) -> Int32 {
  guard let context = unsafe context, let address = unsafe address else { return -1 }
  return unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().open(address)
}

/// Called on the loop's thread when libcurl gives up a connection, with the pool that it belongs to.
private func closeSocket(context: UnsafeMutableRawPointer?, socket: Int32) -> Int32 {
  if let context = unsafe context {
    unsafe Unmanaged<CurlPool>.fromOpaque(context).takeUnretainedValue().closed(socket)
  }
  return ccurl_close_socket(socket)
}
