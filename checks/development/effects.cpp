#include "effects.hpp"

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

constexpr std::size_t hash_digits = 64;

/// The sums by their files. sha256sum puts a backslash in front of a line whose name it escapes.
Result<Snapshot> read_sums(std::string_view text) {
  Snapshot sums;
  for (const auto& line : lines_of(text)) {
    const bool escaped = line.starts_with('\\');
    const auto plain = std::string_view{line}.substr(escaped ? 1 : 0);
    if (plain.size() < hash_digits + 3 || !read_hex(plain.substr(0, hash_digits)) || plain[hash_digits] != ' ') {
      return unreadable(fmt::format("sha256sum gives '{}'", excerpt(line)));
    }
    std::string name{plain.substr(hash_digits + 2)};
    for (auto at = name.find("\\\\"); escaped && at != std::string::npos; at = name.find("\\\\", at + 1)) {
      name.erase(at, 1);
    }
    sums[name] = plain.substr(0, hash_digits);
  }
  return sums;
}

}  // namespace

Result<Snapshot> read_snapshot(const Fields& fields, std::string_view name) {
  LABCHECK_TRY_ASSIGN(const auto list, fields.bytes(fmt::format("{}_list", name)));
  LABCHECK_TRY_ASSIGN(const auto sum_lines, fields.bytes(fmt::format("{}_sums", name)));
  LABCHECK_TRY_ASSIGN(auto sums, read_sums(sum_lines));
  Snapshot found;
  for (const auto& line : lines_of(list)) {
    const auto words = split(line, ' ');
    constexpr std::size_t before_name = 4;
    if (words.size() <= before_name) {
      return unreadable(fmt::format("stat gives '{}'", excerpt(line)));
    }
    const bool directory = words[0].size() == 4 && words[0].front() == '4';
    std::size_t name_at = 0;
    for (std::size_t word = 0; word < before_name; ++word) {
      name_at += words[word].size() + 1;
    }
    const auto path = line.substr(name_at);
    auto& held = found[path];
    held = fmt::format("{} {} {} {}", words[0], words[1], words[2], directory ? "" : words[3]);
    if (const auto sum = sums.find(path); sum != sums.end()) {
      held += ' ' + sum->second;
    }
  }
  return found;
}

Value effects_between(const Snapshot& before, const Snapshot& behind) {
  Value effects{{"created", Value::array()}, {"changed", Value::array()}, {"removed", Value::array()}};
  for (const auto& [path, held] : behind) {
    const auto found = before.find(path);
    if (found == before.end()) {
      effects["created"].push_back(valid_utf8(path));
    } else if (found->second != held) {
      effects["changed"].push_back(valid_utf8(path));
    }
  }
  for (const auto& [path, held] : before) {
    if (!behind.contains(path)) {
      effects["removed"].push_back(valid_utf8(path));
    }
  }
  return effects;
}

}  // namespace labcheck::checks
