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
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>

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

// The types of sockets' addresses belong to whichever C module reads the system's headers first, which is another one in
// a debug build than in a release build; so Swift does not name them, and these two functions are C.

// A listener at the first address of `host` that can be had. `resolution` gets getaddrinfo()'s code; errno is the last
// one's when none can be had. Accepted sockets inherit TCP_NODELAY: answers are written whole.
static inline struct evconnlistener *cevent_listen(
    struct event_base *base, const char *host, const char *port, unsigned flags, int backlog, int *resolution) {
  struct addrinfo hints, *found = NULL;
  memset(&hints, 0, sizeof(hints));
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  *resolution = getaddrinfo(host, port, &hints, &found);
  if (*resolution) return NULL;
  struct evconnlistener *listener = NULL;
  for (const struct addrinfo *at = found; at && !listener; at = at->ai_next)
    listener = evconnlistener_new_bind(base, NULL, NULL, flags, backlog, at->ai_addr, (int)at->ai_addrlen);
  int code = errno, yes = 1;
  freeaddrinfo(found);
  if (listener) setsockopt(evconnlistener_get_fd(listener), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
  errno = code;
  return listener;
}

// The port that a listener is bound to.
static inline unsigned short cevent_port(struct evconnlistener *listener) {
  struct sockaddr_storage address;
  socklen_t length = sizeof(address);
  if (getsockname(evconnlistener_get_fd(listener), (struct sockaddr *)&address, &length)) return 0;
  return ntohs(
      address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                    : ((struct sockaddr_in *)&address)->sin_port);
}
