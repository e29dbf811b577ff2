#pragma once
// libevent's configuration defines _GNU_SOURCE, with which the system's headers would not be those of Swift's own
// module any more; once this one is read, it no longer matters.
#include <features.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <event2/thread.h>
#include <sys/prctl.h>

// The fields of a request that have no accessor, and lists that libevent walks with macros.

// The version's digits are of type char, whose sign differs between machines.
static inline int cevent_is_http_1_1(const struct evhttp_request *request) {
  return request->major == 1 && request->minor == 1;
}

static inline int cevent_is_http_1_0(const struct evhttp_request *request) {
  return request->major == 1 && request->minor == 0;
}

// TAILQ_FIRST and TAILQ_NEXT are macros.
static inline const struct evkeyval *cevent_first_header(const struct evkeyvalq *headers) {
  return headers->tqh_first;
}

static inline const struct evkeyval *cevent_next_header(const struct evkeyval *header) {
  return header->next.tqe_next;
}

// bufferevent_openssl_socket_new() takes an `SSL *`, whose declaration is in another module.
static inline struct bufferevent *cevent_tls_accept(struct event_base *base, void *tls, int options) {
  struct bufferevent *made = bufferevent_openssl_socket_new(
      base, -1, (struct ssl_st *)tls, BUFFEREVENT_SSL_ACCEPTING, options);
  if (made) bufferevent_openssl_set_allow_dirty_shutdown(made, 1);
  return made;
}

// prctl() is variadic; it names the calling thread, as `top -H` shows it.
static inline void cevent_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
