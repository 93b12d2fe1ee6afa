#include "plan/roster_difference.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace labcheck::plan {
namespace {

/// Collects the first difference; what follows from it is not told.
class Comparison {
 public:
  const std::string& words() const { return words_; }

  void values(const std::string& where, std::string_view what, const std::string& recorded, const std::string& given) {
    if (words_.empty() && recorded != given) {
      words_ = fmt::format("{}: {} is '{}', and was '{}'", where, what, given, recorded);
    }
  }
  void flags(const std::string& where, std::string_view what, bool recorded, bool given) {
    values(where, what, recorded ? "on" : "off", given ? "on" : "off");
  }
  void login(const std::string& where, const Login& recorded, const Login& given) {
    values(where, "the user", recorded.user, given.user);
    values(where, "the key", recorded.key, given.key);
    flags(where, "sudo", recorded.sudo, given.sudo);
    values(where, "the jump host", recorded.via, given.via);
    values(where, "the host key", recorded.host_key, given.host_key);
  }

  /// Goes through two lists in which `name` tells the items apart.
  template <class Item, class Name, class Look>
  void lists(const std::string& where, std::string_view noun, const std::vector<Item>& recorded,
             const std::vector<Item>& given, Name name, Look look) {
    const auto named = [&](const std::vector<Item>& items, const std::string& wanted) {
      return std::find_if(items.begin(), items.end(), [&](const Item& item) { return name(item) == wanted; });
    };
    for (const auto& item : given) {
      if (words_.empty() && named(recorded, name(item)) == recorded.end()) {
        words_ = fmt::format("{}{} '{}' is new", where, noun, name(item));
      }
    }
    for (const auto& item : recorded) {
      const auto other = named(given, name(item));
      if (words_.empty() && other == given.end()) {
        words_ = fmt::format("{}{} '{}' is not there any more", where, noun, name(item));
      } else if (words_.empty()) {
        look(fmt::format("{}{} '{}'", where, noun, name(item)), item, *other);
      }
    }
  }

 private:
  std::string words_{};
};

void compare_hosts(Comparison& comparison, const std::string& where, const RosterHost& recorded,
                   const RosterHost& given) {
  comparison.values(where, "where it is reached", fmt::format("{}:{}", recorded.connect_host, recorded.connect_port),
                    fmt::format("{}:{}", given.connect_host, given.connect_port));
  comparison.values(where, "the address", recorded.address, given.address);
  comparison.flags(where, "local", recorded.local, given.local);
  comparison.login(where, recorded.login, given.login);
}

void compare_candidates(Comparison& comparison, const std::string& where, const Candidate& recorded,
                        const Candidate& given) {
  comparison.values(where, "the name", recorded.name, given.name);
  comparison.values(where, "the seat", recorded.seat, given.seat);
  comparison.lists(
      where + ": ", "host", recorded.hosts, given.hosts,
      [](const RosterHost& host) { return fmt::format("{}[{}]", host.role, host.index); },
      [&](const std::string& place, const RosterHost& one, const RosterHost& other) {
        compare_hosts(comparison, place, one, other);
      });
  using Parameter = std::pair<std::string, std::string>;
  const std::vector<Parameter> before{recorded.parameters.begin(), recorded.parameters.end()};
  const std::vector<Parameter> now{given.parameters.begin(), given.parameters.end()};
  comparison.lists(
      where + ": ", "parameter", before, now, [](const Parameter& parameter) { return parameter.first; },
      [&](const std::string& place, const Parameter& one, const Parameter& other) {
        comparison.values(place, "its value", one.second, other.second);
      });
}

}  // namespace

std::string roster_difference(const Roster& recorded, const Roster& given) {
  Comparison comparison;
  comparison.lists(
      "", "candidate", recorded.candidates, given.candidates, [](const Candidate& candidate) { return candidate.id; },
      [&](const std::string& where, const Candidate& one, const Candidate& other) {
        compare_candidates(comparison, where, one, other);
      });
  comparison.lists(
      "", "jump host", recorded.jumps, given.jumps, [](const Jump& jump) { return jump.name; },
      [&](const std::string& where, const Jump& one, const Jump& other) {
        comparison.values(where, "where it is reached", fmt::format("{}:{}", one.host, one.port),
                          fmt::format("{}:{}", other.host, other.port));
        comparison.login(where, one.login, other.login);
      });
  return comparison.words();
}

}  // namespace labcheck::plan
