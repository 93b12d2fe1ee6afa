#include "observe/clients/memcached_perform.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include <labcheck/result.hpp>

#include "observe/clients/conversation.hpp"
#include "observe/clients/link.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t longest_line = 8 * 1024;
constexpr std::size_t longest_value = 1024 * 1024;
constexpr std::size_t most_figures = 10'000;

tl::unexpected<Error> not_its_protocol() {
  return failed(ErrorKind::lost, "what came is no reply of memcached's protocol");
}

/// The server's side of the conversation, by lines and by blocks of a known size.
class Talk {
 public:
  explicit Talk(Link& link) : link_{link} {}

  Result<std::string> line() {
    for (;;) {
      const auto end = pending_.find("\r\n");
      if (end != std::string::npos) {
        auto text = pending_.substr(0, end);
        pending_.erase(0, end + 2);
        return text;
      }
      if (pending_.size() > longest_line) {
        return not_its_protocol();
      }
      LABCHECK_TRY_ASSIGN(const auto more, link_.receive());
      pending_ += more;
    }
  }

  Result<std::string> block(std::size_t size) {
    while (pending_.size() < size + 2) {
      LABCHECK_TRY_ASSIGN(const auto more, link_.receive());
      pending_ += more;
    }
    if (pending_.compare(size, 2, "\r\n") != 0) {
      return not_its_protocol();
    }
    auto bytes = pending_.substr(0, size);
    pending_.erase(0, size + 2);
    return bytes;
  }

  Result<std::string> ask(std::string_view command) {
    if (auto sent = link_.send(command); !sent) {
      return tl::unexpected<Error>(sent.error());
    }
    return line();
  }

 private:
  Link& link_;
  std::string pending_{};
};

std::vector<std::string> words_of(const std::string& line, std::size_t most) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (words.size() + 1 < most) {
    const auto blank = line.find(' ', at);
    if (blank == std::string::npos) {
      break;
    }
    words.push_back(line.substr(at, blank - at));
    at = blank + 1;
  }
  words.push_back(line.substr(at));
  return words;
}

std::optional<Value> refusal_of(const std::string& line) {
  const auto words = words_of(line, 2);
  for (const auto* code : {"ERROR", "CLIENT_ERROR", "SERVER_ERROR", "NOT_STORED"}) {
    if (words.front() == code) {
      return Value{{"code", code}, {"message", words.size() > 1 ? one_line(words[1]) : ""}};
    }
  }
  return std::nullopt;
}

using Reply = Result<Value>;

Reply refused_or_wrong(const std::string& line) {
  auto refusal = refusal_of(line);
  return refusal ? Reply{Value{{"refused", std::move(*refusal)}}} : not_its_protocol();
}

/// `VALUE KEY FLAGS SIZE`, the bytes, `END`; or only `END`.
Reply get(const MemcachedRequest& request, Talk& talk) {
  LABCHECK_TRY_ASSIGN(const auto line, talk.ask(fmt::format("get {}\r\n", request.key)));
  if (line == "END") {
    return Value{{"found", false}};
  }
  const auto words = words_of(line, 5);
  if (words.size() != 4 || words[0] != "VALUE" || words[1] != request.key) {
    return refused_or_wrong(line);
  }
  std::size_t size = 0;
  const auto* past = words[3].data() + words[3].size();
  const auto [read, problem] = std::from_chars(words[3].data(), past, size);
  if (problem != std::errc{} || read != past) {
    return not_its_protocol();
  }
  if (size > longest_value) {
    return failed(ErrorKind::invalid, "a value of more bytes than are taken");
  }
  LABCHECK_TRY_ASSIGN(const auto bytes, talk.block(size));
  LABCHECK_TRY_ASSIGN(const auto end, talk.line());
  return end == "END" ? Reply{Value{{"found", true}, {"value", valid_utf8(bytes)}}} : not_its_protocol();
}

Reply set(const MemcachedRequest& request, Talk& talk) {
  LABCHECK_TRY_ASSIGN(const auto line, talk.ask(fmt::format("set {} 0 {} {}\r\n{}\r\n", request.key, request.lifetime,
                                                            request.value.size(), request.value)));
  return line == "STORED" ? Reply{Value{{"stored", true}}} : refused_or_wrong(line);
}

Reply remove(const MemcachedRequest& request, Talk& talk) {
  LABCHECK_TRY_ASSIGN(const auto line, talk.ask(fmt::format("delete {}\r\n", request.key)));
  const bool known = line == "DELETED" || line == "NOT_FOUND";
  return known ? Reply{Value{{"found", line == "DELETED"}}} : refused_or_wrong(line);
}

Reply version(const MemcachedRequest&, Talk& talk) {
  LABCHECK_TRY_ASSIGN(const auto line, talk.ask("version\r\n"));
  const auto words = words_of(line, 2);
  const bool known = words.size() == 2 && words.front() == "VERSION";
  return known ? Reply{Value{{"version", one_line(words[1])}}} : refused_or_wrong(line);
}

/// `STAT NAME VALUE` lines up to `END`.
Reply stats(const MemcachedRequest& request, Talk& talk) {
  LABCHECK_TRY_ASSIGN(auto line,
                      talk.ask(request.which.empty() ? "stats\r\n" : fmt::format("stats {}\r\n", request.which)));
  Value list = Value::array();
  while (line != "END") {
    const auto words = words_of(line, 3);
    if (words.size() < 2 || words[0] != "STAT") {
      return list.empty() ? refused_or_wrong(line) : not_its_protocol();
    }
    if (list.size() == most_figures) {
      return failed(ErrorKind::invalid, "more figures than are taken");
    }
    list.push_back({{"name", valid_utf8(words[1])}, {"value", words.size() == 3 ? valid_utf8(words[2]) : ""}});
    LABCHECK_TRY_ASSIGN(line, talk.line());
  }
  return Value{{"stats", std::move(list)}};
}

struct Action {
  std::string_view name{};
  Reply (*perform)(const MemcachedRequest& request, Talk& talk){nullptr};
};

constexpr std::array<Action, 5> actions{
    {{"version", version}, {"stats", stats}, {"get", get}, {"set", set}, {"delete", remove}}};

/// A server with an authfile takes the login as the value of any key.
Reply log_in(const MemcachedRequest& request, Talk& talk) {
  if (request.user.empty()) {
    return Value::object();
  }
  auto login = request;
  login.key = "auth";
  login.lifetime = 0;
  login.value = request.user + ' ' + request.password;
  LABCHECK_TRY_ASSIGN(auto reply, set(login, talk));
  reply["accepted"] = !reply.contains("refused");
  reply.erase("stored");
  return reply;
}

}  // namespace

TalkOutcome perform_memcached(const MemcachedRequest& request, std::uint16_t relay_port) {
  const auto link = Link::open(relay_port);
  if (!link) {
    return broken_off({}, link.error());
  }
  Talk talk{**link};
  auto reply = log_in(request, talk);
  if (!reply) {
    return broken_off({}, reply.error());
  }
  if (!reply->contains("refused")) {
    for (const auto& action : actions) {
      if (action.name == request.action) {
        const auto done = action.perform(request, talk);
        if (!done) {
          return broken_off({}, done.error());
        }
        reply->update(*done);
      }
    }
  }
  return {.ending = TalkEnding::answered, .reply = std::move(*reply), .failure = {}};
}

}  // namespace labcheck::observe
