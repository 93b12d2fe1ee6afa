#include "ledger/naming.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace labcheck::ledger {

namespace {

constexpr std::string_view blank = "[withheld]";

bool is_word_byte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// A word ends where the next byte is none of one; outside of ASCII, where words aren't set apart, everywhere.
bool stands_alone(std::string_view text, std::size_t at, std::size_t size) {
  const auto meets = [](char one, char other) { return is_word_byte(one) && is_word_byte(other); };
  const auto end = at + size;
  return !(at > 0 && meets(text[at - 1], text[at])) && !(end < text.size() && meets(text[end - 1], text[end]));
}

bool take_out(std::string& text, const std::string& word) {
  bool found = false;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    if (stands_alone(text, at, word.size())) {
      text.replace(at, word.size(), blank);
      at += blank.size();
      found = true;
    } else {
      ++at;
    }
  }
  return found;
}

}  // namespace

Naming::Naming(const Roster& roster) {
  for (const auto& candidate : roster.candidates) {
    auto& words = words_[candidate.id];
    words = {candidate.id, candidate.name};
    for (const auto& host : candidate.hosts) {
      words.insert({host.connect_host, host.address});
    }
    words.erase("");
  }
}

std::optional<std::string> Naming::without_others(const std::string& candidate, const std::string& text) const {
  const auto own = words_.find(candidate);
  std::vector<std::string> others;
  for (const auto& [id, words] : words_) {
    for (const auto& word : words) {
      if (id != candidate && (own == words_.end() || !own->second.contains(word))) {
        others.push_back(word);
      }
    }
  }
  // Longest first: a name may stand within another.
  std::stable_sort(others.begin(), others.end(),
                   [](const auto& one, const auto& other) { return one.size() > other.size(); });
  auto rest = text;
  bool found = false;
  for (const auto& word : others) {
    found = take_out(rest, word) || found;
  }
  return found ? std::optional{rest} : std::nullopt;
}

}  // namespace labcheck::ledger
