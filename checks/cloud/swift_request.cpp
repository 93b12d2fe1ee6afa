#include "checks/cloud/swift_request.hpp"

#include <array>

#include <fmt/format.h>

#include <labcheck/reference.hpp>

#include "checks/cloud/openstack_login.hpp"
#include "checks/cloud/s3_request.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t largest_body = 1'048'576;

struct Action {
  std::string_view key{};
  std::string_view method{};
  bool changes{false};
  bool wants_object{false};
  bool may_have_object{false};
};

constexpr std::array<Action, 6> actions{{{"list", "GET", false, false, false},
                                         {"get", "GET", false, true, true},
                                         {"head", "HEAD", false, false, true},
                                         {"put", "PUT", true, true, true},
                                         {"delete", "DELETE", true, false, true},
                                         {"create", "PUT", true, false, false}}};

std::vector<const Action*> given_actions(const Value& parameters) {
  std::vector<const Action*> found;
  for (const auto& action : actions) {
    if (given(parameters, action.key)) {
      found.push_back(&action);
    }
  }
  return found;
}

std::string place_complaint(const Action& action, const std::string& place) {
  if (has_references(place) || (action.key == "list" && place == "/")) {
    return {};
  }
  const auto slash = place.find('/');
  const bool has_object = slash != std::string::npos;
  if (slash == 0 || place.empty() || place.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos) {
    return fmt::format("{}: '{}' names no container", action.key, place);
  }
  if (has_object && !action.may_have_object) {
    return fmt::format("{} takes a container, found '{}'", action.key, place);
  }
  const bool lacks = (action.wants_object && !has_object) || (has_object && slash + 1 == place.size());
  return lacks ? fmt::format("{} needs CONTAINER/OBJECT, found '{}'", action.key, place) : "";
}

}  // namespace

Phase swift_phase(const Value& parameters) {
  const auto found = given_actions(parameters);
  return !found.empty() && found.front()->changes ? Phase::write : Phase::read;
}

std::string swift_complaint(const Value& parameters) {
  if (auto wrong = login_complaint(parameters); !wrong.empty()) {
    return wrong;
  }
  const auto found = given_actions(parameters);
  if (found.size() > 1) {
    return fmt::format("{} and {} exclude each other", found[0]->key, found[1]->key);
  }
  if (given(parameters, "put") != given(parameters, "content")) {
    return given(parameters, "put") ? "put needs the content to write" : "content belongs to put";
  }
  return found.empty() ? "" : place_complaint(*found.front(), text_of(parameters, found.front()->key));
}

Result<Request> swift_request(const Value& parameters) {
  if (const auto wrong = swift_complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto exchange, login_exchange(parameters));
  const auto found = given_actions(parameters);
  if (found.empty() || exchange.details.contains("unusable")) {
    return exchange;
  }
  const auto& action = *found.front();
  const auto place = text_of(parameters, action.key);
  Value ask{{"method", action.method}, {"path", place == "/" ? "" : '/' + url_encoded(place, true)}};
  if (action.key == "list") {
    ask["path"] = ask["path"].get<std::string>() + "?format=json";
  } else if (action.key == "put") {
    ask["body"] = text_of(parameters, "content");
    ask["headers"] = {{"Content-Type", "application/octet-stream"}};
  }
  exchange.details["service"] = "object-store";
  exchange.details["max_body"] = largest_body;
  exchange.details["ask"] = std::move(ask);
  return exchange;
}

}  // namespace labcheck::checks
