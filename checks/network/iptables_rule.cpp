#include "iptables_rule.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "checks/network/nft_ruleset.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

using Field = Condition::Field;
using Words = std::vector<std::string>;

struct Option {
  std::string_view word{};
  Field field{Field::unknown};
};

constexpr std::array<Option, 12> options{{{"-p", Field::protocol},
                                          {"-s", Field::source},
                                          {"-d", Field::destination},
                                          {"-i", Field::in},
                                          {"-o", Field::out},
                                          {"--dport", Field::port},
                                          {"--dports", Field::port},
                                          {"--state", Field::state},
                                          {"--ctstate", Field::state},
                                          {"--icmp-type", Field::icmp_type},
                                          {"--icmpv6-type", Field::icmp_type},
                                          {"--comment", Field::always}}};

// Targets after which the next rule has its turn.
constexpr std::array<std::string_view, 12> passing{"LOG",  "NFLOG", "ULOG", "MARK",     "CONNMARK", "TCPMSS",
                                                   "DSCP", "TOS",   "TTL",  "CHECKSUM", "CLASSIFY", "SECMARK"};

constexpr std::array<std::pair<std::string_view, Verdict>, 8> targets{{{"ACCEPT", Verdict::accept},
                                                                       {"DROP", Verdict::drop},
                                                                       {"REJECT", Verdict::reject},
                                                                       {"RETURN", Verdict::leave},
                                                                       {"MASQUERADE", Verdict::masquerade},
                                                                       {"SNAT", Verdict::snat},
                                                                       {"DNAT", Verdict::dnat},
                                                                       {"REDIRECT", Verdict::redirect}}};

std::vector<std::string> values_for(Field field, const std::string& value) {
  auto values = split(value, ',');
  for (auto& each : values) {
    std::transform(each.begin(), each.end(), each.begin(), [&](char letter) {
      const bool lower = field == Field::state && letter >= 'A' && letter <= 'Z';
      return lower ? static_cast<char>(letter - 'A' + 'a') : field == Field::port && letter == ':' ? '-' : letter;
    });
    each = field == Field::protocol ? protocol_named(each) : each;
    each = field == Field::icmp_type && (each == "8" || each == "128") ? "echo-request" : each;
  }
  return values;
}

/// Reads the words of one `-A` line.
class Line {
 public:
  Line(const Words& words, const std::set<std::string>& chains) : words_{words}, chains_{chains} {}

  Rule read() {
    for (std::size_t at = 2; at < words_.size();) {
      const bool negated = words_[at] == "!";
      at += negated ? 1 : 0;
      if (at < words_.size()) {
        at = take(at, negated);
      }
    }
    return std::move(rule_);
  }

 private:
  std::size_t next_option(std::size_t at) const {
    while (at < words_.size() && !words_[at].starts_with('-') && words_[at] != "!") {
      ++at;
    }
    return at;
  }

  std::size_t take(std::size_t at, bool negated) {
    const auto& word = words_[at];
    const auto value = at + 1 < words_.size() ? words_[at + 1] : std::string{};
    if (word == "-j" || word == "-g") {
      take_target(value, word == "-g");
      return take_target_options(at + 2);
    }
    if (word == "-m") {
      return at + 2;
    }
    const auto spelt = negated ? fmt::format("! {} {}", word, value) : fmt::format("{} {}", word, value);
    if (word == "--tcp-flags") {
      const bool begins = !negated && at + 2 < words_.size() && value == "FIN,SYN,RST,ACK" && words_[at + 2] == "SYN";
      add(begins ? Field::always : Field::unknown, {}, false, spelt);
      return std::min(at + 3, words_.size());
    }
    const auto* known =
        std::find_if(options.begin(), options.end(), [&](const auto& each) { return each.word == word; });
    if (known == options.end()) {
      add(Field::unknown, {}, false, spelt);
      return next_option(at + 1);
    }
    if (known->field != Field::always) {
      add(known->field, values_for(known->field, value), negated, spelt);
    }
    return at + 2;
  }

  void add(Field field, std::vector<std::string> values, bool negated, std::string spelt) {
    rule_.conditions.push_back(
        {.field = field, .values = std::move(values), .negated = negated, .words = std::move(spelt)});
  }

  void take_target(const std::string& name, bool go) {
    const auto* known =
        std::find_if(targets.begin(), targets.end(), [&](const auto& each) { return each.first == name; });
    if (chains_.contains(name)) {
      rule_.verdict = go ? Verdict::go : Verdict::jump;
      rule_.target = name;
    } else if (known != targets.end()) {
      rule_.verdict = known->second;
    } else {
      const bool passes = std::find(passing.begin(), passing.end(), name) != passing.end();
      rule_.verdict = passes ? Verdict::next : Verdict::unknown;
    }
  }

  // What stands behind a target belongs to it.
  std::size_t take_target_options(std::size_t at) {
    for (; at + 1 < words_.size(); ++at) {
      const auto& word = words_[at];
      if (word == "--to-destination" || word == "--to-source" || word == "--to-ports") {
        rule_.target = word == "--to-ports" ? ':' + words_[at + 1] : words_[at + 1];
      }
    }
    return words_.size();
  }

  const Words& words_;
  const std::set<std::string>& chains_;
  Rule rule_;
};

}  // namespace

// Words as iptables-save writes them: texts with blanks stand in quotes, with \ before a quote or another \.
std::optional<std::vector<std::string>> iptables_words(std::string_view line) {
  Words words;
  bool quoted = false;
  bool open = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char letter = line[at];
    if (letter == ' ' && !quoted) {
      open = false;
      continue;
    }
    if (!open) {
      words.emplace_back();
      open = true;
    }
    if (letter == '"') {
      quoted = !quoted;
    } else {
      at += letter == '\\' && quoted && at + 1 < line.size() ? 1 : 0;
      words.back() += line[at];
    }
  }
  return quoted ? std::nullopt : std::optional{words};
}

Rule iptables_rule(const std::vector<std::string>& words, const std::set<std::string>& chains) {
  return Line{words, chains}.read();
}

}  // namespace labcheck::checks
