#include <charconv>

#include <fmt/format.h>

#include "load/inventory.hpp"

namespace labcheck::load {
namespace {

constexpr std::size_t most_hosts = 1000;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc{} && end == text.data() + text.size() && value >= 0 ? std::optional{value} : std::nullopt;
}

/// The parts between colons.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == ':') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

/// `1:3`, `01:10:3` or `a:c`; nothing when it is no range.
std::vector<std::string> spelled_out(std::string_view range) {
  const auto parts = split(range);
  const auto step = parts.size() == 3 ? number(parts[2]).value_or(0) : 1;
  std::vector<std::string> members;
  if (parts.size() < 2 || parts.size() > 3 || step < 1) {
    return members;
  }
  const auto is_letter = [](const std::string& text) {
    return text.size() == 1 && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
  };
  if (is_letter(parts[0]) && is_letter(parts[1])) {
    for (int letter = parts[0][0]; letter <= parts[1][0]; letter += step) {
      members.emplace_back(1, static_cast<char>(letter));
    }
    return members;
  }
  const auto first = number(parts[0]);
  const auto last = number(parts[1]);
  const bool padded = parts[0].size() > 1 && parts[0][0] == '0';
  for (int at = first.value_or(1); first && last && at <= *last && members.size() <= most_hosts; at += step) {
    members.push_back(padded ? fmt::format("{:0{}}", at, parts[0].size()) : std::to_string(at));
  }
  return members;
}

}  // namespace

Result<std::vector<std::string>> expand_ranges(const std::string& pattern) {
  const auto open = pattern.find('[');
  if (open == std::string::npos) {
    return std::vector<std::string>{pattern};
  }
  const auto close = pattern.find(']', open);
  const auto members = close == std::string::npos
                           ? std::vector<std::string>{}
                           : spelled_out(std::string_view{pattern}.substr(open + 1, close - open - 1));
  if (members.empty()) {
    return failed(ErrorKind::invalid, fmt::format("'{}' holds no range (write web[1:3])", pattern));
  }
  LABCHECK_TRY_ASSIGN(const auto tails, expand_ranges(pattern.substr(close + 1)));
  if (members.size() * tails.size() > most_hosts) {
    return failed(ErrorKind::invalid, fmt::format("'{}' stands for over {} hosts", pattern, most_hosts));
  }
  std::vector<std::string> names;
  for (const auto& member : members) {
    for (const auto& tail : tails) {
      names.push_back(pattern.substr(0, open) + member + tail);
    }
  }
  return names;
}

}  // namespace labcheck::load
