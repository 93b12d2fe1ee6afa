#include "checks/database/redis_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "checks/database/redis_challenge.hpp"
#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t redis_port = 6379;

constexpr std::array<std::string_view, 6> questions{"command", "commands", "info", "cluster", "sentinel", "challenge"};

// What surely changes nothing. A command with a second word in the second table is known by both.
constexpr std::array<std::string_view, 56> readers{
    "bitcount", "bitpos",    "dbsize",  "dump",   "echo",          "exists",   "expiretime", "geodist",
    "geohash",  "geopos",    "get",     "getbit", "getrange",      "hexists",  "hget",       "hgetall",
    "hkeys",    "hlen",      "hmget",   "hscan",  "hstrlen",       "hvals",    "info",       "keys",
    "lastsave", "lindex",    "llen",    "lrange", "mget",          "ping",     "pttl",       "randomkey",
    "role",     "scan",      "scard",   "sinter", "sismember",     "smembers", "smismember", "srandmember",
    "sscan",    "strlen",    "time",    "ttl",    "type",          "xlen",     "xrange",     "zcard",
    "zcount",   "zlexcount", "zmscore", "zrange", "zrangebyscore", "zrank",    "zscan",      "zscore"};
constexpr std::array<std::string_view, 40> paired_readers{"acl cat",
                                                          "acl getuser",
                                                          "acl list",
                                                          "acl users",
                                                          "acl whoami",
                                                          "client getname",
                                                          "client id",
                                                          "client info",
                                                          "client list",
                                                          "cluster countkeysinslot",
                                                          "cluster info",
                                                          "cluster keyslot",
                                                          "cluster links",
                                                          "cluster myid",
                                                          "cluster nodes",
                                                          "cluster replicas",
                                                          "cluster shards",
                                                          "cluster slaves",
                                                          "cluster slots",
                                                          "command count",
                                                          "command info",
                                                          "config get",
                                                          "latency latest",
                                                          "memory stats",
                                                          "memory usage",
                                                          "module list",
                                                          "object encoding",
                                                          "object freq",
                                                          "object idletime",
                                                          "sentinel ckquorum",
                                                          "sentinel get-master-addr-by-name",
                                                          "sentinel master",
                                                          "sentinel masters",
                                                          "sentinel myid",
                                                          "sentinel replicas",
                                                          "sentinel sentinels",
                                                          "sentinel slaves",
                                                          "slowlog get",
                                                          "slowlog len",
                                                          "xinfo stream"};

constexpr std::array<std::string_view, 6> endless{"subscribe", "psubscribe", "ssubscribe", "monitor", "sync", "psync"};

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool only_reads(const std::vector<std::string>& command) {
  const auto first = lower_case(command.empty() ? "" : command.front());
  return is_among(readers, first) ||
         (command.size() > 1 && is_among(paired_readers, first + ' ' + lower_case(command[1])));
}

std::string command_complaint(const std::vector<std::string>& command) {
  if (command.empty() || command.front().empty()) {
    return "a command is empty";
  }
  const auto word = lower_case(command.front());
  if (is_among(endless, word)) {
    return fmt::format("{} never ends with a reply", command.front());
  }
  if (word == "auth" || word == "hello") {
    return fmt::format("{} is put by user and password", command.front());
  }
  return word == "select" ? "SELECT is put by database" : "";
}

}  // namespace

std::vector<std::vector<std::string>> redis_commands(const Value& parameters) {
  if (given(parameters, "command")) {
    return {texts_of(parameters, "command")};
  }
  if (given(parameters, "commands")) {
    std::vector<std::vector<std::string>> all;
    const auto& list = parameters.at("commands");
    for (const auto& one : list.is_array() ? list : Value::array({list})) {
      all.push_back(texts_of({{"words", one}}, "words"));
    }
    return all;
  }
  if (given(parameters, "info")) {
    return {{"INFO", text_of(parameters, "info")}};
  }
  if (flag_of(parameters, "cluster", false)) {
    return {{"CLUSTER", "INFO"}, {"CLUSTER", "NODES"}};
  }
  if (given(parameters, "sentinel")) {
    return {{"SENTINEL", "MASTER", text_of(parameters, "sentinel")},
            {"SENTINEL", "REPLICAS", text_of(parameters, "sentinel")}};
  }
  if (given(parameters, "challenge")) {
    return {{"EVAL", std::string{redis_challenge_script}, "0", text_of(parameters, "challenge")}};
  }
  return {{"PING"}};
}

Phase redis_phase(const Value& parameters) {
  if (given(parameters, "challenge")) {
    return Phase::read;
  }
  const auto all = redis_commands(parameters);
  return std::all_of(all.begin(), all.end(), only_reads) ? Phase::read : Phase::write;
}

std::string redis_complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), redis_port); !wrong.empty()) {
    return wrong;
  }
  std::vector<std::string_view> found;
  std::copy_if(questions.begin(), questions.end(), std::back_inserter(found),
               [&](std::string_view name) { return given(parameters, name); });
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  if (given(parameters, "cluster") && parameters.at("cluster") == false) {
    return "cluster asks by being true";
  }
  for (const auto* name : {"info", "sentinel", "challenge"}) {
    if (given(parameters, name) && text_of(parameters, name).empty()) {
      return fmt::format("{} is empty", name);
    }
  }
  if (given(parameters, "user") && !given(parameters, "password")) {
    return "user needs a password";
  }
  if (const auto database = integer_of(parameters, "database", 0); database < 0) {
    return fmt::format("database is {}, below 0", database);
  }
  const auto all = redis_commands(parameters);
  if (all.empty()) {
    return "a command is empty";
  }
  const bool own = given(parameters, "command") || given(parameters, "commands");
  for (const auto& command : all) {
    if (auto wrong = own ? command_complaint(command) : std::string{}; !wrong.empty()) {
      return wrong;
    }
  }
  return "";
}

Result<Request> redis_request(const Value& parameters) {
  if (const auto wrong = redis_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), redis_port));
  return Exchange{.protocol = "redis",
                  .host = server.host,
                  .port = server.port,
                  .details = {{"user", text_of(parameters, "user")},
                              {"password", text_of(parameters, "password")},
                              {"database", integer_of(parameters, "database", 0)},
                              {"tls", flag_of(parameters, "tls", false)},
                              {"verify", flag_of(parameters, "verify", true)},
                              {"follow", flag_of(parameters, "follow", false)},
                              {"commands", redis_commands(parameters)}}};
}

}  // namespace labcheck::checks
