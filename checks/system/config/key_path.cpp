#include <algorithm>

#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "nested.hpp"

namespace labcheck::checks {
namespace {

std::optional<KeyStep> read_step(std::string_view text, std::size_t& at) {
  KeyStep step;
  if (text.substr(at).starts_with('"')) {
    const auto end = text.find('"', at + 1);
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    step.name = text.substr(at + 1, end - at - 1);
    at = end + 1;
  } else {
    const auto end = std::min(text.find_first_of(".[", at), text.size());
    step.name = text.substr(at, end - at);
    at = end;
  }
  if (at < text.size() && text[at] == '[') {
    const auto end = text.find(']', at);
    if (end == std::string_view::npos || end == at + 1) {
      return std::nullopt;
    }
    step.which = text.substr(at + 1, end - at - 1);
    at = end + 1;
  }
  return step.name.empty() && !step.which ? std::nullopt : std::optional{std::move(step)};
}

/// Whether the value is this text, or is a list in which it stands.
bool holds(const Value& value, std::string_view wanted) {
  if (value.is_array()) {
    return std::any_of(value.begin(), value.end(), [&](const Value& one) { return holds(one, wanted); });
  }
  return !value.is_object() && plain_text(value) == wanted;
}

bool is_chosen(const Value& element, std::string_view which) {
  if (!element.is_object()) {
    return holds(element, which);
  }
  const auto member_holds = [&](std::string_view name, std::string_view wanted) {
    const auto found = element.find(name);
    return found != element.end() && holds(*found, wanted);
  };
  if (const auto equals = which.find('='); equals != std::string_view::npos && equals > 0) {
    const auto name = std::string{which.substr(0, equals)};
    const auto wanted = which.substr(equals + 1);
    if (member_holds(name, wanted) || member_holds('@' + name, wanted)) {
      return true;
    }
  }
  return member_holds("args", which) || member_holds("server_name", which) || member_holds("listen", which);
}

void choose(const Value& found, const KeyStep& step, std::vector<Value>& chosen) {
  if (!found.is_array()) {
    if (is_chosen(found, *step.which)) {
      chosen.push_back(found);
    }
    return;
  }
  if (const auto index = read_integer(*step.which); index && *index >= 0) {
    if (static_cast<std::size_t>(*index) < found.size()) {
      chosen.push_back(found[static_cast<std::size_t>(*index)]);
    }
    return;
  }
  std::copy_if(found.begin(), found.end(), std::back_inserter(chosen),
               [&](const Value& element) { return is_chosen(element, *step.which); });
}

}  // namespace

std::optional<std::vector<KeyStep>> read_key_path(std::string_view text) {
  std::vector<KeyStep> path;
  for (std::size_t at = 0;;) {
    auto step = read_step(text, at);
    if (!step) {
      return std::nullopt;
    }
    path.push_back(*std::move(step));
    if (at == text.size()) {
      return path;
    }
    if (text[at] != '.' && text[at] != '[') {
      return std::nullopt;
    }
    at += text[at] == '.' ? 1 : 0;
  }
}

std::vector<Value> select(const Value& whole, const std::vector<KeyStep>& path, bool lists) {
  std::vector<Value> current{whole};
  for (const auto& step : path) {
    std::vector<Value> next;
    for (const auto& place : current) {
      const bool here = step.name.empty();
      if (!here && (!place.is_object() || !place.contains(step.name))) {
        continue;
      }
      const auto& found = here ? place : place.at(step.name);
      if (step.which) {
        choose(found, step, next);
      } else if (lists && found.is_array()) {
        next.insert(next.end(), found.begin(), found.end());
      } else {
        next.push_back(found);
      }
    }
    current = std::move(next);
  }
  return current;
}

}  // namespace labcheck::checks
