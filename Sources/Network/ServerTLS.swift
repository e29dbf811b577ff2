import CEvent
import COpenSSL

/// A server's certificate and key, ready for connections.
@safe struct ServerTLS: ~Copyable {
  private let context: OpaquePointer

  /// Reads certificate and key.
  ///
  /// - Throws: ``NetworkError`` when a file is missing or unreadable, or when key and certificate do not belong together.
  init(_ files: HTTPServer.TLS) throws(NetworkError) {
    ERR_clear_error()
    guard let context = unsafe SSL_CTX_new(TLS_server_method()) else { throw Self.error("preparing TLS") }
    do throws(NetworkError) {
      guard unsafe copenssl_harden(context) == 1 else { throw Self.error("preparing TLS") }
      guard unsafe SSL_CTX_use_certificate_chain_file(context, files.certificate) == 1 else {
        throw Self.error("reading the certificate", of: files.certificate)
      }
      guard unsafe SSL_CTX_use_PrivateKey_file(context, files.key, SSL_FILETYPE_PEM) == 1 else {
        throw Self.error("reading the key", of: files.key)
      }
      guard unsafe SSL_CTX_check_private_key(context) == 1 else {
        throw Self.error("matching the certificate \(files.certificate) with the key", of: files.key)
      }
    } catch {
      unsafe SSL_CTX_free(context)
      throw error
    }
    unsafe self.context = context
  }

  deinit { unsafe SSL_CTX_free(context) }

  /// A bufferevent for the server's side of a new connection, or `nil` when there is no memory for it.
  func bufferevent(on loop: EventLoop) -> OpaquePointer? {
    guard let tls = unsafe SSL_new(context) else { return nil }
    let options = Int32(bitPattern: BEV_OPT_CLOSE_ON_FREE.rawValue)
    guard let made = unsafe cevent_tls_accept(loop.base, UnsafeMutableRawPointer(tls), options) else {
      unsafe SSL_free(tls)
      return nil
    }
    return unsafe made
  }

  /// - Parameter path: the file that `activity` ends with.
  private static func error(_ activity: String, of path: String? = nil) -> NetworkError {
    let activity = path.map { "\(activity) \($0)" } ?? activity
    let code = ERR_get_error()
    ERR_clear_error()
    guard code != 0 else { return NetworkError(activity, path: path) }
    var text = [CChar](repeating: 0, count: 256)
    unsafe ERR_error_string_n(code, &text, text.count)
    return NetworkError(
      activity, because: String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self),
      path: path)
  }
}

extension HTTPServer.TLS {
  /// Why no server can use these files, or `nil` when one can.
  package var fault: NetworkError? {
    do throws(NetworkError) {
      _ = try ServerTLS(self)
      return nil
    } catch {
      return error
    }
  }
}
