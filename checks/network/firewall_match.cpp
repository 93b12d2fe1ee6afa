#include "firewall_match.hpp"

#include <algorithm>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

Truth truth(bool holds) {
  return holds ? Truth::yes : Truth::no;
}

bool named(const std::string& pattern, const std::string& name) {
  const bool open = pattern.ends_with('*') || pattern.ends_with('+');
  return open ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : name == pattern;
}

Truth of_interface(const std::vector<std::string>& values, const std::string& name, bool has_one) {
  if (!has_one) {
    return Truth::no;
  }
  const bool loopback_only = std::all_of(values.begin(), values.end(), [](const auto& each) { return each == "lo"; });
  if (name.empty()) {
    return loopback_only ? Truth::no : Truth::maybe;
  }
  return truth(std::any_of(values.begin(), values.end(), [&](const auto& each) { return named(each, name); }));
}

Truth of_port(const std::vector<std::string>& values, const std::optional<std::int64_t>& port) {
  if (!port) {
    return Truth::maybe;
  }
  for (const auto& value : values) {
    const auto ends = split(value, '-');
    const auto first = read_integer(ends.front());
    const auto last = read_integer(ends.back());
    if (!first || !last || ends.size() > 2) {
      return Truth::maybe;
    }
    if (*port >= *first && *port <= *last) {
      return Truth::yes;
    }
  }
  return Truth::no;
}

Truth of_address(const std::vector<std::string>& values, const std::optional<Prefix>& address) {
  bool may = false;
  for (const auto& value : values) {
    const auto prefix = read_prefix(value);
    const bool own = prefix && (covers(*read_prefix("127.0.0.0/8"), *prefix) || value == "::1" || value == "::1/128");
    if (prefix && (prefix->length == 0 || (address && covers(*prefix, *address)))) {
      return Truth::yes;
    }
    may = may || !prefix || (address ? overlap(*prefix, *address) : !own);
  }
  return may ? Truth::maybe : Truth::no;
}

bool has(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

Truth plainly(const Condition& condition, const Traffic& traffic) {
  const auto& values = condition.values;
  using Field = Condition::Field;
  switch (condition.field) {
    case Field::family:
      return truth(has(values, traffic.six ? "ipv6" : "ipv4"));
    case Field::protocol:
      return truth(has(values, traffic.protocol));
    case Field::port:
      return of_port(values, traffic.port);
    case Field::source:
      return of_address(values, traffic.source);
    case Field::destination:
      return of_address(values, traffic.destination);
    case Field::in:
      return of_interface(values, traffic.in, traffic.direction != Hook::output);
    case Field::out:
      return of_interface(values, traffic.out, traffic.direction != Hook::input);
    case Field::state:
      return truth(has(values, "new"));
    case Field::icmp_type:
      return truth(has(values, "echo-request"));
    case Field::always:
      return Truth::yes;
    case Field::unknown:
      break;
  }
  return Truth::maybe;
}

}  // namespace

Truth matches(const Rule& rule, const Traffic& traffic) {
  Truth all = Truth::yes;
  for (const auto& condition : rule.conditions) {
    auto one = plainly(condition, traffic);
    if (condition.negated && one != Truth::maybe) {
      one = one == Truth::yes ? Truth::no : Truth::yes;
    }
    if (one == Truth::no) {
      return Truth::no;
    }
    all = one == Truth::maybe ? one : all;
  }
  return all;
}

}  // namespace labcheck::checks
