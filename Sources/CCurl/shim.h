#ifndef ASRSH_CCURL_H
#define ASRSH_CCURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* The settings of libcurl are C-variadic functions, which Swift cannot call: one wrapper for each
   type of value. */

typedef size_t (*asrsh_bytes_function)(char *, size_t, size_t, void *);
typedef int (*asrsh_seek_function)(void *, curl_off_t, int);

static inline CURLcode asrsh_set_number(CURL *transfer, CURLoption option, long value) {
  return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode asrsh_set_size(CURL *transfer, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(transfer, option, value);
}

/* libcurl keeps a copy of the text. */
static inline CURLcode asrsh_set_text(CURL *transfer, CURLoption option, const char *value) {
  return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode asrsh_set_data(CURL *transfer, CURLoption option, void *value) {
  return curl_easy_setopt(transfer, option, value);
}

/* libcurl keeps the list's address: it must outlive the transfer. */
static inline CURLcode asrsh_set_headers(CURL *transfer, struct curl_slist *headers) {
  return curl_easy_setopt(transfer, CURLOPT_HTTPHEADER, headers);
}

/* For the functions that are given bytes, or are asked for some. */
static inline CURLcode asrsh_set_function(
    CURL *transfer, CURLoption option, asrsh_bytes_function function) {
  return curl_easy_setopt(transfer, option, function);
}

static inline CURLcode asrsh_set_seek_function(CURL *transfer, asrsh_seek_function function) {
  return curl_easy_setopt(transfer, CURLOPT_SEEKFUNCTION, function);
}

static inline long asrsh_status(CURL *transfer) {
  long status = 0;
  curl_easy_getinfo(transfer, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

/* The absolute address that the last response leads to, or NULL; valid until the next transfer. */
static inline const char *asrsh_redirect(CURL *transfer) {
  char *address = NULL;
  curl_easy_getinfo(transfer, CURLINFO_REDIRECT_URL, &address);
  return address;
}

/* Whether a transfer has ended; if so, `result` says how. */
static inline int asrsh_take_result(CURLM *transfers, CURLcode *result) {
  int left = 0;
  CURLMsg *message = curl_multi_info_read(transfers, &left);
  if (!message || message->msg != CURLMSG_DONE) return 0;
  *result = message->data.result;
  return 1;
}

#endif
