#include "observe/clients/redis_perform.hpp"

#include <algorithm>

#include <labcheck/result.hpp>

#include "observe/clients/link.hpp"
#include "observe/clients/redis_replies.hpp"

namespace labcheck::observe {

namespace {

/// A conversation under way: what a command gets, or the error that ends it all.
class Talk {
 public:
  explicit Talk(std::unique_ptr<Link> link) : link_{std::move(link)} {}

  Result<Value> ask(const std::vector<std::string>& command) {
    if (auto sent = link_->send(redis_command(command)); !sent) {
      return tl::unexpected<Error>(sent.error());
    }
    Value reply;
    while (!replies_.next(reply)) {
      if (replies_.too_many()) {
        return failed(ErrorKind::invalid, "a reply with more elements than are taken");
      }
      if (replies_.broken()) {
        return failed(ErrorKind::lost, "what came is no reply of Redis's protocol");
      }
      LABCHECK_TRY_ASSIGN(const auto bytes, link_->receive());
      replies_.feed(bytes);
    }
    return reply;
  }

 private:
  std::unique_ptr<Link> link_;
  RedisReplies replies_{};
};

/// An error as the server's no: Redis begins one with a word in capitals (WRONGPASS, NOAUTH, READONLY, ERR, …).
Value refusal_of(const Value& reply) {
  const auto words = reply.at("error").get<std::string>();
  const auto space = words.find(' ');
  const auto code = words.substr(0, space);
  const bool coded = !code.empty() && std::all_of(code.begin(), code.end(), [](char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_';
  });
  if (!coded) {
    return {{"code", ""}, {"message", words}};
  }
  return {{"code", code}, {"message", space == std::string::npos ? "" : words.substr(space + 1)}};
}

bool is_refusal(const Value& reply) {
  return reply.is_object();
}

std::vector<std::vector<std::string>> logins(const RedisRequest& request) {
  std::vector<std::vector<std::string>> all;
  if (!request.user.empty()) {
    all.push_back({"AUTH", request.user, request.password});
  } else if (!request.password.empty()) {
    all.push_back({"AUTH", request.password});
  }
  if (request.database != 0) {
    all.push_back({"SELECT", std::to_string(request.database)});
  }
  return all;
}

TalkOutcome converse_with(const RedisRequest& request, Talk& talk) {
  TalkOutcome outcome{.ending = TalkEnding::answered, .reply = Value::object(), .failure = {}};
  auto& replies = outcome.reply["replies"] = Value::array();
  for (const auto& login : logins(request)) {
    auto reply = talk.ask(login);
    if (!reply) {
      return broken_off(std::move(outcome), reply.error());
    }
    if (login.front() == "AUTH") {
      outcome.reply["accepted"] = !is_refusal(*reply);
    }
    if (is_refusal(*reply)) {
      outcome.reply["refused"] = refusal_of(*reply);
      return outcome;
    }
  }
  for (const auto& command : request.commands) {
    auto reply = talk.ask(command);
    if (!reply) {
      return broken_off(std::move(outcome), reply.error());
    }
    if (is_refusal(*reply)) {
      outcome.reply["refused"] = refusal_of(*reply);
      return outcome;
    }
    replies.push_back(std::move(*reply));
  }
  return outcome;
}

}  // namespace

TalkOutcome perform_redis(const RedisRequest& request, std::uint16_t relay_port) {
  auto link = Link::open(relay_port, request.tls, request.host, request.verify);
  if (!link) {
    return broken_off({}, link.error());
  }
  Talk talk{std::move(*link)};
  return converse_with(request, talk);
}

}  // namespace labcheck::observe
