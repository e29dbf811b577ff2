#pragma once
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

// curl_easy_setopt(), curl_easy_getinfo() and curl_multi_setopt() are variadic; Swift calls these typed fronts.

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*ccurl_write_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ccurl_set_write_function(
    CURL *handle, CURLoption option, ccurl_write_function function) {
  return curl_easy_setopt(handle, option, function);
}

typedef curl_socket_t (*ccurl_open_function)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode ccurl_set_open_function(CURL *handle, ccurl_open_function function) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

typedef int (*ccurl_close_function)(void *context, curl_socket_t socket);

static inline CURLcode ccurl_set_close_function(CURL *handle, ccurl_close_function function) {
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
}

static inline CURLcode ccurl_get_status(CURL *handle, long *status) {
  return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}

static inline CURLcode ccurl_get_request_size(CURL *handle, long *size) {
  return curl_easy_getinfo(handle, CURLINFO_REQUEST_SIZE, size);
}

static inline CURLcode ccurl_get_private(CURL *handle, void **value) {
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)value);
}

static inline CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

typedef int (*ccurl_socket_function)(CURL *handle, curl_socket_t socket, int what, void *context, void *assigned);

static inline CURLMcode ccurl_multi_set_socket_function(
    CURLM *multi, ccurl_socket_function function, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, function);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}

typedef int (*ccurl_timer_function)(CURLM *multi, long milliseconds, void *context);

static inline CURLMcode ccurl_multi_set_timer_function(
    CURLM *multi, ccurl_timer_function function, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, function);
  return code ? code : curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}

// A message's result is in a union.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

// CURL_GLOBAL_DEFAULT is a macro expression.
static inline CURLcode ccurl_global_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

// The structure is declared with room for the smallest kind of address; libcurl copies the whole one there. Types of
// addresses belong to whichever C module reads the system's headers first, so Swift does not name them.

static inline const unsigned char *ccurl_ipv4_bytes(const struct curl_sockaddr *address) {
  return address->family == AF_INET && address->addrlen >= 8 ? (const unsigned char *)&address->addr + 4 : NULL;
}

static inline const unsigned char *ccurl_ipv6_bytes(const struct curl_sockaddr *address) {
  return address->family == AF_INET6 && address->addrlen >= 24 ? (const unsigned char *)&address->addr + 8 : NULL;
}

static inline curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static inline int ccurl_close_socket(curl_socket_t socket) { return close(socket); }
