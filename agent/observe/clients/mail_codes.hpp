#pragma once

#include <curl/curl.h>

#include "observe/clients/smtp_perform.hpp"

namespace labcheck::observe {

/// Codes that are trouble of ours; all others are what the server did.
inline bool is_our_trouble(CURLcode code) {
  return code == CURLE_FAILED_INIT || code == CURLE_NOT_BUILT_IN || code == CURLE_BAD_FUNCTION_ARGUMENT ||
         code == CURLE_UNKNOWN_OPTION || code == CURLE_READ_ERROR || code == CURLE_URL_MALFORMAT ||
         code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_ABORTED_BY_CALLBACK || code == CURLE_SSL_ENGINE_NOTFOUND;
}

/// Codes of a server that broke off, whatever it had said before.
inline bool broke_off(CURLcode code) {
  return code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
         code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING || code == CURLE_OPERATION_TIMEDOUT;
}

inline long use_ssl(MailTls tls) {
  return static_cast<long>(tls == MailTls::starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
}

}  // namespace labcheck::observe
