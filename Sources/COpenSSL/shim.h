#pragma once
#include <openssl/err.h>
#include <openssl/ssl.h>

// SSL_CTX_set_min_proto_version() is a macro.
static inline int copenssl_require_tls_1_2(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}
