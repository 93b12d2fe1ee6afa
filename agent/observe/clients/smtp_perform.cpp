#include "observe/clients/smtp_perform.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "observe/clients/conversation.hpp"
#include "observe/clients/curl_easy.hpp"
#include "observe/clients/mail_codes.hpp"
#include "observe/clients/mail_replies.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_lines_echoed = 64 * 1024;

/// What the callbacks work with.
struct Talk {
  MailReplies replies{};
  std::string_view to_send{};
  CurlBody echoed{.max_body = most_lines_echoed};  ///< replies to commands come as a body too
};

std::size_t take_reply(char* data, std::size_t one, std::size_t size, void* target) noexcept {
  auto& talk = *static_cast<Talk*>(target);
  try {
    talk.echoed.truncated = talk.echoed.truncated || !talk.replies.take({data, one * size});
  } catch (const std::exception&) {
    talk.echoed.truncated = true;
  }
  return talk.echoed.truncated ? 0 : one * size;
}

std::size_t give_content(char* buffer, std::size_t one, std::size_t size, void* source) noexcept {
  auto& left = static_cast<Talk*>(source)->to_send;
  const auto count = std::min(one * size, left.size());
  std::memcpy(buffer, left.data(), count);
  left.remove_prefix(count);
  return count;
}

/// A talk of several steps over one connection: libcurl keeps it between them.
class SmtpTalk {
 public:
  SmtpTalk(const SmtpRequest& request, std::uint16_t relay_port, Deadline deadline)
      : request_{request}, easy_{curl_easy_init(), curl_easy_cleanup}, way_{way_through(relay_port)} {
    if (easy_ && way_) {
      set(deadline);
    }
  }

  TalkOutcome run() {
    if (!easy_ || !way_) {
      return {.ending = TalkEnding::failed, .failure = "libcurl has no memory"};
    }
    const bool goes_on = command("NOOP") && in();
    if (goes_on && !request_.to.empty()) {
      request_.content.empty() ? ask_for_recipients() : send_mail();
    }
    return outcome();
  }

 private:
  void set(Deadline deadline) {
    auto* easy = easy_.get();
    set_safe_defaults(easy, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 0L);
    const auto host = request_.host.find(':') == std::string::npos ? request_.host : '[' + request_.host + ']';
    url_ = fmt::format("{}://{}:{}/{}", request_.tls == MailTls::implicit ? "smtps" : "smtp", host, request_.port,
                       request_.hello);
    curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
    if (!request_.user.empty()) {
      curl_easy_setopt(easy, CURLOPT_USERNAME, request_.user.c_str());
      curl_easy_setopt(easy, CURLOPT_PASSWORD, request_.password.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_USE_SSL, use_ssl(request_.tls));
    set_verify(easy, request_.verify);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_reply);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &talk_);
    set_body(easy, talk_.echoed);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_content);
    curl_easy_setopt(easy, CURLOPT_READDATA, &talk_);
    curl_easy_setopt(easy, CURLOPT_CONNECT_TO, way_.get());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words_.data());
    set_time(easy, deadline);
  }

  /// Whether all was taken.
  bool perform() {
    code_ = curl_easy_perform(easy_.get());
    const auto& all = talk_.replies.all();
    // What is answered to the QUIT by which libcurl ends a talk that failed says nothing.
    heard_ = all.size() - (code_ != CURLE_OK && !all.empty() && all.back().code == 221 ? 1 : 0);
    return code_ == CURLE_OK;
  }

  const MailReply& last() const { return talk_.replies.all()[heard_ - 1]; }

  bool command(const std::string& line) {
    curl_easy_setopt(easy_.get(), CURLOPT_CUSTOMREQUEST, line.c_str());
    const bool good = perform();
    return good && last().code / 100 == 2;
  }

  /// Whether whoever wanted to log in was let in: libcurl passes over a server that offers no login.
  bool in() {
    for (const auto& reply : talk_.replies.all()) {
      accepted_ = accepted_ || reply.code == 235;
    }
    accepted_ = accepted_ || request_.user.empty();
    if (!accepted_) {
      refused_ = {{"code", "none"}, {"message", "no way of logging in is offered"}, {"stage", "login"}};
    }
    return accepted_;
  }

  void ask_for_recipients() {
    stage_ = "sender";
    if (!command(fmt::format("MAIL FROM:<{}>", request_.from))) {
      return;
    }
    stage_ = "recipient";
    for (const auto& recipient : request_.to) {
      if (!command(fmt::format("RCPT TO:<{}>", recipient))) {
        return;
      }
    }
    stage_ = "reset";
    command("RSET");
  }

  void send_mail() {
    const auto before = heard_;
    List recipients{nullptr, curl_slist_free_all};
    for (const auto& recipient : request_.to) {
      if (auto* longer = curl_slist_append(recipients.get(), fmt::format("<{}>", recipient).c_str())) {
        (void)recipients.release();
        recipients.reset(longer);
      }
    }
    talk_.to_send = request_.content;
    auto* easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, nullptr);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, fmt::format("<{}>", request_.from).c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_.content.size()));
    perform();
    const auto said = heard_ - before;
    stage_ = said <= 1 ? "sender" : said <= 1 + request_.to.size() ? "recipient" : "content";
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, nullptr);
  }

  /// Where a talk stands that did not get as far as its first command.
  std::string_view stage() const {
    const bool tls = request_.tls == MailTls::starttls;
    return !stage_.empty()      ? stage_
           : heard_ <= 1        ? "greeting"
           : heard_ == 2        ? "hello"
           : tls && heard_ == 3 ? "starttls"
                                : "login";
  }

  /// What the last EHLO was answered, without the server's name.
  Value extensions() const {
    const auto& all = talk_.replies.all();
    const bool tls = request_.tls == MailTls::starttls && all.size() > 3 && all[2].code == 220;
    Value list = Value::array();
    const auto at = tls ? 3U : 1U;
    if (all.size() > at && all[at].code == 250) {
      for (std::size_t line = 1; line < all[at].lines.size(); ++line) {
        list.push_back(all[at].lines[line]);
      }
    }
    return list;
  }

  TalkOutcome outcome() {
    const auto& all = talk_.replies.all();
    TalkOutcome outcome{.ending = TalkEnding::answered};
    outcome.reply = {{"connected", true},
                     {"greeting", all.empty() ? "" : one_line(all.front().lines.front())},
                     {"extensions", extensions()},
                     {"accepted", accepted_}};
    if (talk_.echoed.truncated || code_ == CURLE_OUT_OF_MEMORY) {
      return {.ending = TalkEnding::truncated, .failure = "more replies than are taken"};
    }
    // For libcurl a sender or recipient that is refused is an error of sending.
    const bool refused = heard_ > 0 && last().code >= 400 && (code_ == CURLE_SEND_ERROR || !broke_off(code_));
    if (!refused_.is_null()) {
      outcome.reply["refused"] = refused_;
    } else if (refused) {
      outcome.reply["refused"] = {
          {"code", std::to_string(last().code)}, {"message", one_line(last().lines.back())}, {"stage", stage()}};
    } else if (code_ == CURLE_LOGIN_DENIED || code_ == CURLE_USE_SSL_FAILED) {
      outcome.reply["refused"] = {{"code", "none"},
                                  {"message", one_line(words())},
                                  {"stage", code_ == CURLE_LOGIN_DENIED ? "login" : "starttls"}};
    } else if (code_ != CURLE_OK) {
      outcome.ending = is_our_trouble(code_) ? TalkEnding::failed : TalkEnding::spoke_wrongly;
      outcome.failure = one_line(words());
    } else {
      outcome.reply["said"] = one_line(last().lines.back());
    }
    return outcome;
  }

  const char* words() const { return words_[0] != '\0' ? words_.data() : curl_easy_strerror(code_); }

  const SmtpRequest& request_;
  Talk talk_{};
  Easy easy_;
  List way_;
  std::string url_{};
  std::array<char, CURL_ERROR_SIZE> words_{};
  CURLcode code_{CURLE_OK};
  std::string_view stage_{};
  std::size_t heard_{0};  ///< replies that count
  Value refused_ = nullptr;
  bool accepted_{false};
};

}  // namespace

TalkOutcome perform_smtp(const SmtpRequest& request, std::uint16_t relay_port, Deadline deadline) {
  return SmtpTalk{request, relay_port, deadline}.run();
}

}  // namespace labcheck::observe
