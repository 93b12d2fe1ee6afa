#include "checks/database/memcached_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t memcached_port = 11211;
constexpr std::size_t longest_key = 250;
constexpr std::array<std::string_view, 4> questions{"get", "set", "delete", "stats"};

std::vector<std::string_view> given_questions(const Value& parameters) {
  std::vector<std::string_view> found;
  std::copy_if(questions.begin(), questions.end(), std::back_inserter(found),
               [&](std::string_view name) { return given(parameters, name); });
  return found;
}

std::string key_complaint(std::string_view name, const std::string& key) {
  if (key.empty() || key.size() > longest_key) {
    return fmt::format("the key of {} has {} characters, outside 1-{}", name, key.size(), longest_key);
  }
  const bool blank = key.find("${") == std::string::npos && std::any_of(key.begin(), key.end(), [](char letter) {
                       const auto byte = static_cast<unsigned char>(letter);
                       return byte <= 0x20 || byte == 0x7F;
                     });
  return blank ? fmt::format("the key of {} holds a blank or a control character", name) : "";
}

}  // namespace

std::string_view memcached_question(const Value& parameters) {
  const auto found = given_questions(parameters);
  return found.empty() ? std::string_view{} : found.front();
}

Phase memcached_phase(const Value& parameters) {
  return given(parameters, "set") || given(parameters, "delete") ? Phase::write : Phase::read;
}

std::string memcached_complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), memcached_port); !wrong.empty()) {
    return wrong;
  }
  const auto found = given_questions(parameters);
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  if (given(parameters, "set") != given(parameters, "value")) {
    return given(parameters, "set") ? "set needs the value to write" : "value belongs to set";
  }
  if (given(parameters, "user") != given(parameters, "password")) {
    return given(parameters, "user") ? "user needs a password" : "password needs a user";
  }
  if (const auto lifetime = integer_of(parameters, "lifetime", 0); lifetime < 0) {
    return fmt::format("lifetime is {}, below 0", lifetime);
  }
  const auto asked = memcached_question(parameters);
  return asked.empty() || asked == "stats" ? "" : key_complaint(asked, text_of(parameters, asked));
}

Result<Request> memcached_request(const Value& parameters) {
  if (const auto wrong = memcached_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), memcached_port));
  const auto asked = memcached_question(parameters);
  Value details{{"action", asked.empty() ? "version" : asked}};
  if (asked == "stats") {
    const auto which = text_of(parameters, asked);
    details["which"] = which == "general" ? "" : which;
  } else if (!asked.empty()) {
    details["key"] = text_of(parameters, asked);
  }
  if (asked == "set") {
    details["value"] = text_of(parameters, "value");
    details["lifetime"] = integer_of(parameters, "lifetime", 0);
  }
  for (const auto* name : {"user", "password"}) {
    if (given(parameters, name)) {
      details[name] = text_of(parameters, name);
    }
  }
  return Exchange{.protocol = "memcached", .host = server.host, .port = server.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
