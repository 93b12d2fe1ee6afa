#include "observe/clients/imap_perform.hpp"

#include <array>

#include "observe/clients/conversation.hpp"
#include "observe/clients/curl_easy.hpp"
#include "observe/clients/imap_lines.hpp"
#include "observe/clients/mail_codes.hpp"

namespace labcheck::observe {

namespace {

/// What the callbacks work with.
struct Talk {
  ImapLines lines{};
  CurlBody content{};
};

std::size_t take_line(char* data, std::size_t one, std::size_t size, void* target) noexcept {
  auto& talk = *static_cast<Talk*>(target);
  try {
    talk.content.truncated = talk.content.truncated || !talk.lines.take({data, one * size});
  } catch (const std::exception&) {
    talk.content.truncated = true;
  }
  return talk.content.truncated ? 0 : one * size;
}

/// A talk of several steps over one connection: libcurl keeps it between them.
class ImapTalk {
 public:
  ImapTalk(const ImapRequest& request, std::uint16_t relay_port, Deadline deadline)
      : request_{request},
        talk_{.content = {.max_body = request.max_body}},
        easy_{curl_easy_init(), curl_easy_cleanup},
        way_{way_through(relay_port)} {
    if (easy_ && way_) {
      set(deadline);
    }
  }

  TalkOutcome run() {
    if (!easy_ || !way_) {
      return {.ending = TalkEnding::failed, .failure = "libcurl has no memory"};
    }
    if (ask("", "LIST \"\" *")) {
      accepted_ = true;
      list();
    }
    if (accepted_ && !request_.mailbox.empty() && problem_.empty()) {
      search();
    }
    return outcome();
  }

 private:
  void set(Deadline deadline) {
    auto* easy = easy_.get();
    set_safe_defaults(easy, "imap,imaps");
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 0L);
    const auto host = request_.host.find(':') == std::string::npos ? request_.host : '[' + request_.host + ']';
    place_ = fmt::format("{}://{}:{}/", request_.tls == MailTls::implicit ? "imaps" : "imap", host, request_.port);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request_.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request_.password.c_str());
    curl_easy_setopt(easy, CURLOPT_USE_SSL, use_ssl(request_.tls));
    set_verify(easy, request_.verify);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_line);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &talk_);
    set_body(easy, talk_.content);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, way_.get());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words_.data());
    set_time(easy, deadline);
  }

  /// Whether the server took a command in a mailbox, or with no command gave what the path names.
  bool ask(const std::string& path, const char* command) {
    talk_.content.body.clear();
    curl_easy_setopt(easy_.get(), CURLOPT_URL, (place_ + path).c_str());
    curl_easy_setopt(easy_.get(), CURLOPT_CUSTOMREQUEST, command);
    code_ = curl_easy_perform(easy_.get());
    return code_ == CURLE_OK;
  }

  void list() {
    const auto names = read_mailboxes(talk_.content.body);
    if (!names) {
      problem_ = "the list of mailboxes can't be read";
      return;
    }
    reply_["mailboxes"] = *names;
  }

  void search() {
    auto* escaped = curl_easy_escape(easy_.get(), request_.mailbox.c_str(), static_cast<int>(request_.mailbox.size()));
    const std::string mailbox = escaped == nullptr ? "" : escaped;
    curl_free(escaped);
    if (!ask(mailbox, ("UID SEARCH " + request_.search).c_str())) {
      return;
    }
    const auto numbers = read_search(talk_.content.body);
    if (!numbers) {
      problem_ = "what the search found can't be read";
      return;
    }
    reply_["found"] = numbers->size();
    if (!numbers->empty() && ask(fmt::format("{}/;UID={}", mailbox, numbers->back()), nullptr)) {
      reply_["message"] = valid_utf8(talk_.content.body);
    }
  }

  TalkOutcome outcome() {
    const auto& lines = talk_.lines;
    if (talk_.content.truncated || code_ == CURLE_OUT_OF_MEMORY) {
      return {.ending = TalkEnding::truncated, .failure = "more lines or a longer message than are taken"};
    }
    TalkOutcome outcome{.ending = TalkEnding::answered, .reply = std::move(reply_)};
    outcome.reply["connected"] = true;
    outcome.reply["accepted"] = accepted_;
    outcome.reply["greeting"] = one_line(lines.greeting());
    const bool refused = code_ != CURLE_OK && !lines.status().empty() && lines.status() != "OK" && !broke_off(code_);
    const char* words = words_[0] != '\0' ? words_.data() : curl_easy_strerror(code_);
    if (refused) {
      outcome.reply["refused"] = {{"code", lines.code().empty() ? lines.status() : one_line(lines.code())},
                                  {"message", one_line(lines.message())}};
    } else if (code_ == CURLE_LOGIN_DENIED || code_ == CURLE_USE_SSL_FAILED) {
      outcome.reply["refused"] = {{"code", "none"}, {"message", one_line(words)}};
    } else if (code_ != CURLE_OK || !problem_.empty()) {
      outcome.ending = is_our_trouble(code_) ? TalkEnding::failed : TalkEnding::spoke_wrongly;
      outcome.failure = problem_.empty() ? one_line(words) : problem_;
    }
    return outcome;
  }

  const ImapRequest& request_;
  Talk talk_;
  Easy easy_;
  List way_;
  std::string place_{};
  std::array<char, CURL_ERROR_SIZE> words_{};
  CURLcode code_{CURLE_OK};
  std::string problem_{};
  Value reply_ = Value::object();
  bool accepted_{false};
};

}  // namespace

TalkOutcome perform_imap(const ImapRequest& request, std::uint16_t relay_port, Deadline deadline) {
  return ImapTalk{request, relay_port, deadline}.run();
}

}  // namespace labcheck::observe
