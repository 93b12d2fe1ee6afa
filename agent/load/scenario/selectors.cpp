#include "load/scenario/selectors.hpp"

#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

namespace labcheck::load {

namespace {

/// A selector being read word by word.
class SelectorText {
 public:
  SelectorText(const Node& node, Context& context, const CheckScope& scope)
      : node_{node}, context_{context}, scope_{scope} {
    std::istringstream words{node.text};
    for (std::string word; words >> word;) {
      words_.push_back(std::move(word));
    }
    selector_.text = node.text;
    selector_.place = node.place;
  }

  Selector read() {
    if (words_.empty()) {
      error("'on' is empty");
      return selector_;
    }
    const bool quantified = read_quantity();
    if (at_ == words_.size()) {
      error(fmt::format("'on: {}' names no role", node_.text));
      return selector_;
    }
    read_target(words_[at_++], quantified);
    read_except();
    if (at_ < words_.size()) {
      error(fmt::format("'on: {}': '{}' is one word too many", node_.text, words_[at_]));
    }
    return selector_;
  }

 private:
  void error(std::string message) { context_.findings.error(node_.place, std::move(message)); }

  bool read_quantity() {
    const auto& word = words_[0];
    using Quantity = Selector::Quantity;
    if (word == "each" || word == "any") {
      selector_.quantity = word == "each" ? Quantity::each : Quantity::any;
      ++at_;
      return true;
    }
    if (word != "at_least" && word != "exactly") {
      return false;
    }
    selector_.quantity = word == "exactly" ? Quantity::exactly : Quantity::at_least;
    ++at_;
    if (at_ == words_.size()) {
      return true;
    }
    const auto& digits = words_[at_];
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), selector_.number);
    if (problem != std::errc{} || end != digits.data() + digits.size() || selector_.number < 1) {
      error(fmt::format("'on: {}': '{}' is no number of hosts (1 or more)", node_.text, digits));
      selector_.number = 1;
    }
    ++at_;
    return true;
  }

  void read_target(const std::string& target, bool quantified) {
    if (target == "agent" || scope_.bound.contains(target)) {
      selector_.agent = target == "agent";
      selector_.name = selector_.agent ? "" : target;
      if (quantified) {
        error(fmt::format("'on: {}': '{}' is one place, so write it alone", node_.text, target));
      }
      return;
    }
    const auto bracket = target.find('[');
    const auto name = target.substr(0, bracket);
    const auto* role = context_.scenario.find_role(name);
    if (role == nullptr) {
      auto names = context_.role_names();
      names.insert(names.end(), scope_.bound.begin(), scope_.bound.end());
      names.emplace_back("agent");
      auto near = did_you_mean(name, names);
      if (near.empty() && !context_.scenario.roles.empty()) {
        near = fmt::format(" (there are {})", listed(names));
      }
      error(fmt::format("unknown role '{}'{}", name, near));
      return;
    }
    context_.used.insert(name);
    selector_.role = name;
    if (bracket != std::string::npos) {
      read_index(target.substr(bracket), *role, quantified);
    } else if (selector_.number > role->count) {
      error(fmt::format("'on: {}': role '{}' has only {} host{}", node_.text, name, role->count,
                        role->count == 1 ? "" : "s"));
    }
  }

  void read_index(const std::string& brackets, const Role& role, bool quantified) {
    int index = -1;
    const auto* begin = brackets.data() + 1;
    const auto* last = brackets.data() + brackets.size() - 1;
    const auto [end, problem] = std::from_chars(begin, last, index);
    if (problem != std::errc{} || end != last || *last != ']' || index < 0 || index >= role.count) {
      error(fmt::format("'on: {}': role '{}' has {} host{}, counted from 0", node_.text, role.name, role.count,
                        role.count == 1 ? "" : "s"));
      return;
    }
    selector_.index = index;
    if (quantified) {
      error(fmt::format("'on: {}': '{}{}' is one host, so write it alone", node_.text, role.name, brackets));
    }
  }

  void read_except() {
    if (at_ + 1 >= words_.size() || words_[at_] != "except") {
      return;
    }
    selector_.except = words_[at_ + 1];
    at_ += 2;
    if (!scope_.bound.contains(selector_.except)) {
      error(fmt::format("'on: {}': no earlier step of this check names a host '{}' by 'as'{}", node_.text,
                        selector_.except, did_you_mean(selector_.except, scope_.bound)));
    }
  }

  const Node& node_;
  Context& context_;
  const CheckScope& scope_;
  std::vector<std::string> words_{};
  std::size_t at_{0};
  Selector selector_{};
};

}  // namespace

Selector read_selector(const Node& node, Context& context, const CheckScope& scope) {
  if (!node.is_scalar()) {
    context.findings.error(node.place, fmt::format("'on' must be a text, found {}", found(node)));
    return {.place = node.place};
  }
  return SelectorText{node, context, scope}.read();
}

void read_binding(const Node& node, Selector& selector, Context& context, CheckScope& scope) {
  if (!node.is_scalar() || node.text.empty()) {
    context.findings.error(node.place, fmt::format("'as' must be a name, found {}", found(node)));
    return;
  }
  if (!check_name(node.text, "_-", "name for a host", node.place, context.findings)) {
    return;
  }
  if (node.text == "agent" || node.text == "host" || node.text == "saved" || node.text == "candidate" ||
      context.scenario.find_role(node.text) != nullptr || scope.bound.contains(node.text)) {
    context.findings.error(node.place, fmt::format("'as: {}': the name is taken", node.text));
    return;
  }
  const bool finds_one = (selector.quantity == Selector::Quantity::exactly && selector.number == 1) ||
                         selector.quantity == Selector::Quantity::any;
  if (!finds_one) {
    context.findings.error(node.place, fmt::format("'as: {}' names the one host found: write 'on: exactly 1 ROLE' or "
                                                   "'on: any ROLE'",
                                                   node.text));
  }
  selector.bind_as = node.text;
  scope.bound.insert(node.text);
}

}  // namespace labcheck::load
