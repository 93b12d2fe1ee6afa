#include "observe/clients/ftp_perform.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>

#include <fmt/format.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/curl_easy.hpp"
#include "observe/clients/ftp_replies.hpp"

namespace labcheck::observe {

namespace {

/// What the callbacks work with.
struct Talk {
  FtpGate& gate;
  std::uint16_t control_port{0};  ///< of the relay; 0 once it has been used
  FtpReplies replies{};
  CurlBody content{};
  std::string_view to_send{};
};

std::size_t take_reply(char* data, std::size_t one, std::size_t size, void* target) noexcept {
  auto& talk = *static_cast<Talk*>(target);
  auto& truncated = talk.content.truncated;
  truncated = truncated || !talk.replies.take({data, one * size});
  return truncated ? 0 : one * size;
}

std::size_t give_content(char* buffer, std::size_t one, std::size_t size, void* source) noexcept {
  auto& left = static_cast<Talk*>(source)->to_send;
  const auto count = std::min(one * size, left.size());
  std::memcpy(buffer, left.data(), count);
  left.remove_prefix(count);
  return count;
}

/// Every connection that libcurl wants, whatever address it has in mind, goes to a relay: the first is the control
/// connection, all others go on to the port that the server named, on the control connection's host.
curl_socket_t open_socket(void* source, curlsocktype, curl_sockaddr* wanted) noexcept {
  auto& talk = *static_cast<Talk*>(source);
  if (wanted->family != AF_INET) {
    return CURL_SOCKET_BAD;
  }
  sockaddr_in address{};
  std::memcpy(&address, &wanted->addr, sizeof address);
  auto relay = std::exchange(talk.control_port, std::uint16_t{0});
  try {
    relay = relay != 0 ? relay : talk.gate.open(ntohs(address.sin_port)).value_or(0);
  } catch (const std::exception&) {
    return CURL_SOCKET_BAD;  // the I/O thread's side is gone
  }
  if (relay == 0) {
    return CURL_SOCKET_BAD;
  }
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(relay);
  std::memcpy(&wanted->addr, &address, sizeof address);
  return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/// The path in a URL: what FTP commands get is exactly the path as given, a leading / included.
std::string url_of(const FtpRequest& request) {
  const auto host = request.host.find(':') == std::string::npos ? request.host : '[' + request.host + ']';
  std::string url = fmt::format("ftp://{}:{}/", host, request.port);
  const bool in_url =
      request.action == FtpAction::list || request.action == FtpAction::get || request.action == FtpAction::put;
  if (!in_url || (request.action == FtpAction::list && request.path == ".")) {
    return url;
  }
  for (std::size_t at = 0; at < request.path.size(); ++at) {
    const auto byte = static_cast<unsigned char>(request.path[at]);
    const bool plain = std::isalnum(byte) != 0 || byte == '.' || byte == '-' || byte == '_' || (byte == '/' && at > 0);
    url += plain ? std::string(1, request.path[at]) : fmt::format("%{:02X}", byte);
  }
  if (request.action == FtpAction::list && !url.ends_with('/')) {
    url += '/';
  }
  return url;
}

void set_ftp_defaults(CURL* easy) {
  set_safe_defaults(easy, "ftp");
  curl_easy_setopt(easy, CURLOPT_FTP_SKIP_PASV_IP, 1L);
  curl_easy_setopt(easy, CURLOPT_FTP_USE_EPSV, 1L);
  curl_easy_setopt(easy, CURLOPT_FTP_CREATE_MISSING_DIRS, static_cast<long>(CURLFTP_CREATE_DIR_NONE));
}

void set_request(CURL* easy, const FtpRequest& request, Talk& talk) {
  curl_easy_setopt(easy, CURLOPT_URL, url_of(request).c_str());
  curl_easy_setopt(easy, CURLOPT_USERNAME, request.user.c_str());
  curl_easy_setopt(easy, CURLOPT_PASSWORD, request.password.c_str());
  curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(request.tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  set_verify(easy, request.verify);
  // To list, the server has to enter the directory: NLST with a path tells no empty directory from a missing one.
  const auto method = request.action == FtpAction::list ? CURLFTPMETHOD_SINGLECWD : CURLFTPMETHOD_NOCWD;
  curl_easy_setopt(easy, CURLOPT_FTP_FILEMETHOD, static_cast<long>(method));
  if (request.action == FtpAction::list) {
    curl_easy_setopt(easy, CURLOPT_DIRLISTONLY, 1L);
  } else if (request.action == FtpAction::put) {
    talk.to_send = request.content;
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.content.size()));
  } else if (request.action != FtpAction::get) {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  }
}

void set_callbacks(CURL* easy, Talk& talk) {
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &talk);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_reply);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &talk);
  set_body(easy, talk.content);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_content);
  curl_easy_setopt(easy, CURLOPT_READDATA, &talk);
}

/// The command of an action without data, before which nothing else is sent.
std::string command_of(const FtpRequest& request) {
  switch (request.action) {
    case FtpAction::remove:
      return "DELE " + request.path;
    case FtpAction::mkdir:
      return "MKD " + request.path;
    case FtpAction::rmdir:
      return "RMD " + request.path;
    default:
      return {};
  }
}

/// Codes that are trouble of ours; all others are what the server did.
bool is_our_trouble(CURLcode code) {
  return code == CURLE_FAILED_INIT || code == CURLE_NOT_BUILT_IN || code == CURLE_BAD_FUNCTION_ARGUMENT ||
         code == CURLE_UNKNOWN_OPTION || code == CURLE_READ_ERROR || code == CURLE_URL_MALFORMAT ||
         code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_ABORTED_BY_CALLBACK || code == CURLE_SSL_ENGINE_NOTFOUND;
}

FtpOutcome outcome_of(CURLcode code, const char* words, Talk talk) {
  FtpOutcome outcome;
  const auto& replies = talk.replies;
  outcome.reply = {{"connected", true}, {"accepted", replies.accepted()}, {"greeting", valid_utf8(replies.greeting())}};
  if (talk.content.truncated || code == CURLE_OUT_OF_MEMORY) {
    outcome.ending = FtpEnding::truncated;
    outcome.failure = "more replies or data than are taken";
    return outcome;
  }
  if (code == CURLE_OK) {
    outcome.ending = FtpEnding::answered;
    outcome.reply["body"] = valid_utf8(talk.content.body);
    return outcome;
  }
  const bool broke_off = code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
                         code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING;
  if (replies.code() >= 400 && replies.code() < 600 && !broke_off) {
    outcome.ending = FtpEnding::answered;
    outcome.reply["refused"] = {{"code", replies.code()}, {"message", one_line(replies.message())}};
    return outcome;
  }
  outcome.ending = is_our_trouble(code) ? FtpEnding::failed : FtpEnding::spoke_wrongly;
  outcome.failure = one_line(*words != '\0' ? words : curl_easy_strerror(code));
  return outcome;
}

}  // namespace

FtpOutcome perform_ftp(const FtpRequest& request, const std::shared_ptr<FtpGate>& gate, std::uint16_t relay_port,
                       Deadline deadline) {
  Talk talk{.gate = *gate, .control_port = relay_port, .content = {.max_body = request.max_body}};
  std::array<char, CURL_ERROR_SIZE> words{};
  const auto way = way_through(relay_port);
  List command{nullptr, curl_slist_free_all};
  if (const auto line = command_of(request); !line.empty()) {
    command.reset(curl_slist_append(nullptr, line.c_str()));
  }
  const Easy easy{curl_easy_init(), curl_easy_cleanup};
  if (!easy || !way) {
    return {.ending = FtpEnding::failed, .failure = "libcurl has no memory"};
  }
  set_ftp_defaults(easy.get());
  set_request(easy.get(), request, talk);
  set_callbacks(easy.get(), talk);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_TO, way.get());
  curl_easy_setopt(easy.get(), CURLOPT_QUOTE, command.get());
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  set_time(easy.get(), deadline);
  const auto code = curl_easy_perform(easy.get());
  return outcome_of(code, words.data(), talk);
}

}  // namespace labcheck::observe
