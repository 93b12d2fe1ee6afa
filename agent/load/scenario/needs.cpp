#include "load/scenario/needs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

namespace labcheck::load {

namespace {

/// Follows needs without recursion, so that a chain of any length is taken.
class Circles {
 public:
  explicit Circles(Context& context) : context_{context} {
    for (const auto& need : context.needs) {
      if (need.check != need.needed && context.check_places.contains(need.needed)) {
        needs_[need.check].push_back(&need);
      }
    }
  }

  void report() {
    for (const auto& [check, needs] : needs_) {
      if (!done_.contains(check)) {
        follow(check);
      }
    }
  }

 private:
  struct Visit {
    std::string check{};
    std::size_t next{0};
  };

  void follow(const std::string& start) {
    path_ = {{.check = start}};
    on_path_ = {start};
    while (!path_.empty()) {
      auto& visit = path_.back();
      const auto needs = needs_.find(visit.check);
      if (needs == needs_.end() || visit.next == needs->second.size()) {
        done_.insert(visit.check);
        on_path_.erase(visit.check);
        path_.pop_back();
        continue;
      }
      const auto& need = *needs->second[visit.next++];
      if (on_path_.contains(need.needed)) {
        report_circle(need);
      } else if (!done_.contains(need.needed)) {
        on_path_.insert(need.needed);
        path_.push_back({.check = need.needed});
      }
    }
  }

  void report_circle(const Need& last) {
    auto at = std::find_if(path_.begin(), path_.end(), [&](const Visit& each) { return each.check == last.needed; });
    std::string words;
    for (; at != path_.end(); ++at) {
      words += fmt::format("'{}' needs ", at->check);
    }
    context_.findings.error(last.place, fmt::format("'needs' runs in a circle: {}'{}'", words, last.needed));
  }

  Context& context_;
  std::map<std::string, std::vector<const Need*>> needs_{};
  std::set<std::string> done_{};
  std::set<std::string> on_path_{};
  std::vector<Visit> path_{};
};

}  // namespace

void read_needs(const Entry& needs, Check& check, Context& context) {
  auto& findings = context.findings;
  if (!needs.value.is_sequence() || needs.value.items.empty()) {
    findings.error(needs.value.is_sequence() ? needs.key_place : needs.value.place,
                   fmt::format("'needs' must be a list of check ids, found {}",
                               needs.value.is_sequence() ? "an empty one" : found(needs.value)));
    return;
  }
  for (const auto& item : needs.value.items) {
    if (!item.is_scalar()) {
      findings.error(item.place, fmt::format("'needs' must list check ids, found {}", found(item)));
    } else if (std::find(check.needs.begin(), check.needs.end(), item.text) != check.needs.end()) {
      findings.error(item.place, fmt::format("'needs' names '{}' twice", item.text));
    } else {
      check.needs.push_back(item.text);
      context.needs.push_back({.check = check.id, .needed = item.text, .place = item.place});
    }
  }
}

void check_needs(Context& context) {
  std::vector<std::string> ids;
  for (const auto& [id, place] : context.check_places) {
    ids.push_back(id);
  }
  for (const auto& need : context.needs) {
    if (need.needed == need.check) {
      context.findings.error(need.place, fmt::format("check '{}' needs itself", need.check));
    } else if (!context.check_places.contains(need.needed)) {
      context.findings.error(need.place, fmt::format("'needs' names an unknown check '{}'{}", need.needed,
                                                     did_you_mean(need.needed, ids)));
    }
  }
  Circles{context}.report();
}

}  // namespace labcheck::load
