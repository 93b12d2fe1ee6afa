#include "observe/clients/mongodb_perform.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <labcheck/result.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/link.hpp"
#include "observe/clients/mongodb_scram.hpp"
#include "observe/encoding.hpp"

namespace labcheck::observe {

namespace {

constexpr int command_not_found = 59;

/// A conversation under way: the document that a command gets, or the error that ends it all.
class Talk {
 public:
  explicit Talk(std::unique_ptr<Link> link) : link_{std::move(link)} {}

  Result<Value> ask(const MongoCommand& command) {
    LABCHECK_TRY_ASSIGN(const auto message, mongo_message(command, ++asked_));
    if (auto sent = link_->send(message); !sent) {
      return tl::unexpected<Error>(sent.error());
    }
    if (auto came = fill(mongo_header_size); !came) {
      return tl::unexpected<Error>(came.error());
    }
    LABCHECK_TRY_ASSIGN(const auto size, mongo_reply_size(bytes_, asked_));
    if (auto came = fill(size); !came) {
      return tl::unexpected<Error>(came.error());
    }
    auto document = mongo_document(std::string_view{bytes_}.substr(0, size));
    bytes_.erase(0, size);
    return document;
  }

 private:
  Result<void> fill(std::size_t size) {
    while (bytes_.size() < size) {
      LABCHECK_TRY_ASSIGN(const auto more, link_->receive());
      bytes_ += more;
    }
    return {};
  }

  std::unique_ptr<Link> link_;
  std::string bytes_{};
  std::int32_t asked_{0};
};

tl::unexpected<Error> spoke_wrongly() {
  return failed(ErrorKind::lost, "what came is no reply of MongoDB's protocol");
}

std::string words_of(const Value& document, const char* name) {
  const auto found = document.find(name);
  return found != document.end() && found->is_string() ? one_line(found->get<std::string>()) : std::string{};
}

Result<Value> refusal(const Value& problem) {
  const auto code = problem.find("code");
  if (code == problem.end() || !code->is_number_integer()) {
    return spoke_wrongly();
  }
  return Value{{"code", *code}, {"name", words_of(problem, "codeName")}, {"message", words_of(problem, "errmsg")}};
}

/// The server's no in a reply, null when there is none. A write that is refused says so in a list beside `ok: 1`.
Result<Value> refusal_in(const Value& reply) {
  const auto well = reply.find("ok");
  if (well == reply.end() || !(well->is_number() || well->is_boolean())) {
    return spoke_wrongly();
  }
  if (well->is_boolean() ? !well->get<bool>() : well->get<double>() != 1) {
    return refusal(reply);
  }
  if (const auto errors = reply.find("writeErrors"); errors != reply.end()) {
    if (!errors->is_array() || errors->empty() || !errors->front().is_object()) {
      return spoke_wrongly();
    }
    return refusal(errors->front());
  }
  if (const auto concern = reply.find("writeConcernError"); concern != reply.end()) {
    return concern->is_object() ? refusal(*concern) : Result<Value>{spoke_wrongly()};
  }
  return Value(nullptr);
}

/// A reply that may be the server's no.
struct Reply {
  Value document{};
  Value refused{};
};

Result<Reply> put(Talk& talk, const MongoCommand& command) {
  LABCHECK_TRY_ASSIGN(auto document, talk.ask(command));
  LABCHECK_TRY_ASSIGN(auto refused, refusal_in(document));
  return Reply{.document = std::move(document), .refused = std::move(refused)};
}

Value binary(const std::string& bytes) {
  return {{"$binary", {{"base64", base64(bytes)}, {"subType", "00"}}}};
}

/// Servers before 4.4.2 know the greeting by its old name only.
Result<Reply> greet(Talk& talk, const MongoRequest& request) {
  MongoCommand hello{.name = "hello", .database = "admin"};
  if (!request.user.empty()) {
    hello.arguments["saslSupportedMechs"] = request.source + '.' + request.user;
  }
  LABCHECK_TRY_ASSIGN(auto reply, put(talk, hello));
  if (reply.refused.is_object() && reply.refused.at("code") == command_not_found) {
    hello.name = "isMaster";
    return put(talk, hello);
  }
  return reply;
}

ScramHash hash_for(const MongoRequest& request, const Value& hello) {
  if (!request.mechanism.empty()) {
    return request.mechanism == "SCRAM-SHA-1" ? ScramHash::sha1 : ScramHash::sha256;
  }
  const auto known = hello.find("saslSupportedMechs");
  if (known == hello.end() || !known->is_array()) {
    return ScramHash::sha256;
  }
  const auto has = [&](const char* name) { return std::find(known->begin(), known->end(), name) != known->end(); };
  return has("SCRAM-SHA-1") && !has("SCRAM-SHA-256") ? ScramHash::sha1 : ScramHash::sha256;
}

Result<std::string> payload_of(const Value& reply) {
  const auto payload = reply.find("payload");
  if (payload == reply.end() || !payload->is_object() || !payload->contains("$binary")) {
    return spoke_wrongly();
  }
  const auto bytes = from_base64(payload->at("$binary").at("base64").get<std::string>());
  return bytes ? Result<std::string>{*bytes} : spoke_wrongly();
}

/// The refusal of the login, null when both sides have proven that they know the password.
Result<Value> log_in(Talk& talk, const MongoRequest& request, ScramHash hash) {
  MongoScram scram{hash, request.user, request.password, random_token()};
  const MongoCommand start{.name = "saslStart",
                           .arguments = {{"mechanism", hash == ScramHash::sha1 ? "SCRAM-SHA-1" : "SCRAM-SHA-256"},
                                         {"payload", binary(scram.first())},
                                         {"options", {{"skipEmptyExchange", true}}}},
                           .database = request.source};
  LABCHECK_TRY_ASSIGN(const auto started, put(talk, start));
  if (started.refused.is_object()) {
    return started.refused;
  }
  LABCHECK_TRY_ASSIGN(const auto server_first, payload_of(started.document));
  LABCHECK_TRY_ASSIGN(const auto proof, scram.answer(server_first));
  MongoCommand next{
      .name = "saslContinue",
      .arguments = {{"conversationId", started.document.value("conversationId", Value(1))}, {"payload", binary(proof)}},
      .database = request.source};
  LABCHECK_TRY_ASSIGN(auto last, put(talk, next));
  if (last.refused.is_object()) {
    return last.refused;
  }
  LABCHECK_TRY_ASSIGN(const auto server_final, payload_of(last.document));
  if (auto proven = scram.check(server_final); !proven) {
    return tl::unexpected<Error>(proven.error());
  }
  if (last.document.value("done", Value()) != true) {  // servers before 4.4 want one more, empty exchange
    next.arguments["payload"] = binary("");
    LABCHECK_TRY_ASSIGN(last, put(talk, next));
    if (last.refused.is_null() && last.document.value("done", Value()) != true) {
      return spoke_wrongly();
    }
  }
  return last.refused;
}

Result<void> converse_with(const MongoRequest& request, Talk& talk, Value& found) {
  LABCHECK_TRY_ASSIGN(auto hello, greet(talk, request));
  if (hello.refused.is_object()) {
    found["refused"] = hello.refused;
    return {};
  }
  found["hello"] = hello.document;
  if (!request.user.empty()) {
    LABCHECK_TRY_ASSIGN(auto refused, log_in(talk, request, hash_for(request, hello.document)));
    found["accepted"] = refused.is_null();
    if (refused.is_object()) {
      found["refused"] = std::move(refused);
      return {};
    }
  }
  for (const auto& command : request.commands) {
    LABCHECK_TRY_ASSIGN(auto reply, put(talk, command));
    if (reply.refused.is_object()) {
      found["refused"] = std::move(reply.refused);
      return {};
    }
    found["replies"].push_back(std::move(reply.document));
  }
  return {};
}

}  // namespace

TalkOutcome perform_mongodb(const MongoRequest& request, std::uint16_t relay_port) {
  auto link = Link::open(relay_port, request.tls, request.host, request.verify);
  if (!link) {
    return broken_off({}, link.error());
  }
  Talk talk{std::move(*link)};
  TalkOutcome outcome{.ending = TalkEnding::answered, .reply = {{"replies", Value::array()}}, .failure = {}};
  if (auto done = converse_with(request, talk, outcome.reply); !done) {
    return broken_off(std::move(outcome), done.error());
  }
  return outcome;
}

}  // namespace labcheck::observe
