#include "checks/network/ftp_request.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "checks/parameters.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

constexpr std::uint16_t ftp_port = 21;
constexpr std::int64_t largest_body = 1'048'576;

struct Action {
  std::string_view name{};
  bool changes{false};
};

constexpr std::array<Action, 6> actions{
    {{"list", false}, {"get", false}, {"put", true}, {"delete", true}, {"mkdir", true}, {"rmdir", true}}};

std::vector<std::string_view> given_actions(const Value& parameters) {
  std::vector<std::string_view> found;
  for (const auto& action : actions) {
    if (given(parameters, action.name)) {
      found.push_back(action.name);
    }
  }
  return found;
}

}  // namespace

Phase ftp_phase(const Value& parameters) {
  const bool changes = std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
    return action.changes && given(parameters, action.name);
  });
  return changes ? Phase::write : Phase::read;
}

std::string ftp_complaint(const Value& parameters) {
  if (auto wrong = target_complaint(text_of(parameters, "server"), ftp_port); !wrong.empty()) {
    return wrong;
  }
  const auto found = given_actions(parameters);
  if (found.size() > 1) {
    return fmt::format("{} exclude each other", listed(found));
  }
  const bool puts = given(parameters, "put");
  if (puts != given(parameters, "content")) {
    return puts ? "put needs the content to write" : "content belongs to put";
  }
  if (!found.empty() && text_of(parameters, found.front()).empty()) {
    return fmt::format("{} needs a path", found.front());
  }
  for (const auto* name : {"user", "password", "list", "get", "put", "delete", "mkdir", "rmdir"}) {
    if (holds_controls(text_of(parameters, name))) {
      return fmt::format("{} holds a control character", name);
    }
  }
  return "";
}

Result<Request> ftp_request(const Value& parameters) {
  if (const auto wrong = ftp_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(const auto server, read_target(text_of(parameters, "server"), ftp_port));
  const auto found = given_actions(parameters);
  const auto user = given(parameters, "user") ? text_of(parameters, "user") : "anonymous";
  const auto password = given(parameters, "password") ? text_of(parameters, "password")
                        : user == "anonymous"         ? "anonymous@"
                                                      : "";
  Value details{{"action", found.empty() ? "login" : found.front()},
                {"user", user},
                {"password", password},
                {"tls", flag_of(parameters, "tls", false)},
                {"verify", flag_of(parameters, "verify", true)},
                {"max_body", largest_body}};
  if (!found.empty()) {
    details["path"] = text_of(parameters, found.front());
  }
  if (given(parameters, "content")) {
    details["content"] = text_of(parameters, "content");
  }
  return Exchange{.protocol = "ftp", .host = server.host, .port = server.port, .details = std::move(details)};
}

}  // namespace labcheck::checks
