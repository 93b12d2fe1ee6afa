#include "judge/version.hpp"

#include <algorithm>
#include <string>

namespace labcheck::judge {

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// `~` comes before the end, the end before letters, letters before everything else.
int rank(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_digit(text[at])) {
    return 0;
  }
  return text[at] == '~' ? -1 : is_letter(text[at]) ? text[at] : static_cast<unsigned char>(text[at]) + 256;
}

std::string_view take_number(std::string_view text, std::size_t& at) {
  const auto start = at;
  while (at < text.size() && is_digit(text[at])) {
    ++at;
  }
  auto digits = text.substr(start, at - start);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

struct Version {
  std::string epoch{};
  std::string upstream{};
  std::string revision{};
};

// Pre-releases in the manner of `2.0.0-rc1` come before `2.0.0`.
void mark_prereleases(std::string& text) {
  for (const std::string_view word : {"-rc", "-beta", "-alpha", "-pre", "-dev"}) {
    if (const auto at = text.find(word); at != std::string::npos) {
      text[at] = '~';
    }
  }
}

// `2.0.0~rc1` becomes `2~rc1`: the numbers in front end where something else than digits and dots begins.
void drop_trailing_zeros(std::string& text) {
  auto end = std::min(text.find_first_not_of("0123456789."), text.size());
  while (text.substr(0, end).ends_with(".0")) {
    end -= 2;
    text.erase(end, 2);
  }
}

Result<Version> read_version(std::string_view written) {
  std::string text{written};
  if (text.size() > 1 && text[0] == 'v' && is_digit(text[1])) {
    text.erase(0, 1);
  }
  constexpr std::string_view others = ".+-~:_";
  const bool good = !text.empty() && text.size() <= 200 && is_digit(text[0]) &&
                    std::all_of(text.begin(), text.end(), [&](char letter) {
                      return is_digit(letter) || is_letter(letter) || others.find(letter) != std::string_view::npos;
                    });
  if (!good) {
    return failed(ErrorKind::unreadable, "'" + std::string{written.substr(0, 100)} + "' is no version");
  }
  Version version;
  if (const auto colon = text.find(':'); colon != std::string::npos) {
    version.epoch = text.substr(0, colon);
    text.erase(0, colon + 1);
  }
  mark_prereleases(text);
  const auto dash = text.find('-');
  version.upstream = text.substr(0, dash);
  version.revision = dash == std::string::npos ? "" : text.substr(dash + 1);
  drop_trailing_zeros(version.upstream);
  return version;
}

int compare(const Version& version, const Version& wanted) {
  if (!version.epoch.empty() && !wanted.epoch.empty()) {
    if (const int order = compare_versions(version.epoch, wanted.epoch); order != 0) {
      return order;
    }
  }
  if (const int order = compare_versions(version.upstream, wanted.upstream); order != 0) {
    return order;
  }
  return wanted.revision.empty() ? 0 : compare_versions(version.revision, wanted.revision);
}

Result<bool> holds(int order, std::string_view operation) {
  if (operation == ">=")
    return order >= 0;
  if (operation == "<=")
    return order <= 0;
  if (operation == ">")
    return order > 0;
  if (operation == "<")
    return order < 0;
  if (operation == "!=")
    return order != 0;
  if (operation == "=" || operation == "==" || operation.empty())
    return order == 0;
  return failed(ErrorKind::unreadable, "'" + std::string{operation} + "' compares no versions");
}

}  // namespace

int compare_versions(std::string_view left, std::string_view right) {
  std::size_t l = 0;
  std::size_t r = 0;
  while (l < left.size() || r < right.size()) {
    while ((l < left.size() && !is_digit(left[l])) || (r < right.size() && !is_digit(right[r]))) {
      const int difference = rank(left, l) - rank(right, r);
      if (difference != 0) {
        return difference < 0 ? -1 : 1;
      }
      ++l;
      ++r;
    }
    const auto left_number = take_number(left, l);
    const auto right_number = take_number(right, r);
    if (left_number.size() != right_number.size()) {
      return left_number.size() < right_number.size() ? -1 : 1;
    }
    if (const int order = left_number.compare(right_number); order != 0) {
      return order < 0 ? -1 : 1;
    }
  }
  return 0;
}

Result<bool> version_meets(std::string_view version, std::string_view conditions) {
  LABCHECK_TRY_ASSIGN(const auto found, read_version(version));
  constexpr std::string_view signs = "<>=!";
  constexpr std::string_view blanks = " \t,";
  bool all = true;
  bool any = false;
  for (auto at = conditions.find_first_not_of(blanks); at < conditions.size();
       at = conditions.find_first_not_of(blanks, at)) {
    const auto number = std::min(conditions.find_first_not_of(signs, at), conditions.size());
    const auto start = std::min(conditions.find_first_not_of(blanks, number), conditions.size());
    const auto end = std::min(conditions.find_first_of(blanks, start), conditions.size());
    LABCHECK_TRY_ASSIGN(const auto wanted, read_version(conditions.substr(start, end - start)));
    LABCHECK_TRY_ASSIGN(const bool one, holds(compare(found, wanted), conditions.substr(at, number - at)));
    all = all && one;
    any = true;
    at = end;
  }
  if (!any) {
    return failed(ErrorKind::unreadable, "there is no version to compare with");
  }
  return all;
}

}  // namespace labcheck::judge
