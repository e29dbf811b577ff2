#pragma once
#include <openssl/err.h>
#include <openssl/ssl.h>

// Macros all: TLS 1.2 at least, and neither renegotiation nor compression, which only attackers ask for.
static inline int copenssl_harden(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1;
}
