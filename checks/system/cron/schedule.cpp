#include "schedule.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

struct Field {
  int lowest{0};
  int highest{0};
  std::vector<std::string_view> names{};  ///< of the numbers from `lowest` on
};

const std::array<Field, 5>& field_table() {
  static const std::array<Field, 5> table{
      Field{0, 59}, Field{0, 23}, Field{1, 31},
      Field{1, 12, {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}},
      Field{0, 7, {"sun", "mon", "tue", "wed", "thu", "fri", "sat"}}};
  return table;
}

std::optional<int> read_number(std::string_view text, const Field& field) {
  std::string small{text};
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  const auto named = std::find(field.names.begin(), field.names.end(), small);
  if (named != field.names.end()) {
    return field.lowest + static_cast<int>(named - field.names.begin());
  }
  const auto number = text.empty() || text.front() == '-' || text.size() > 2 ? std::nullopt : read_integer(text);
  return number && *number >= field.lowest && *number <= field.highest ? std::optional{static_cast<int>(*number)}
                                                                       : std::nullopt;
}

bool read_range(std::string_view text, const Field& field, std::set<int>& numbers) {
  const auto slash = text.find('/');
  auto range = text.substr(0, slash);
  int from = field.lowest;
  int to = field.highest;
  if (range != "*") {
    const auto dash = range.find('-');
    const auto first = read_number(range.substr(0, dash), field);
    const auto last = dash == std::string_view::npos ? first : read_number(range.substr(dash + 1), field);
    if (!first || !last || *last < *first || (slash != std::string_view::npos && dash == std::string_view::npos)) {
      return false;
    }
    from = *first;
    to = *last;
  }
  std::int64_t step = 1;
  if (slash != std::string_view::npos) {
    const auto spelt = read_integer(text.substr(slash + 1));
    if (!spelt || *spelt < 1 || *spelt > field.highest) {
      return false;
    }
    step = *spelt;
  }
  for (int number = from; number <= to; number += static_cast<int>(step)) {
    numbers.insert(field.highest == 7 && number == 7 ? 0 : number);
  }
  return true;
}

std::optional<std::set<int>> read_field(std::string_view text, const Field& field) {
  std::set<int> numbers;
  for (const auto& range : split(text, ',')) {
    if (!read_range(range, field, numbers)) {
      return std::nullopt;
    }
  }
  return numbers;
}

bool is_whole(const std::set<int>& numbers, std::size_t field) {
  constexpr std::array<std::size_t, 5> sizes{60, 24, 31, 12, 7};
  return numbers.size() == sizes.at(field);
}

std::string spelt(const std::set<int>& numbers, std::size_t field) {
  std::string text;
  for (const int number : numbers) {
    text += (text.empty() ? "" : ",") + std::to_string(number);
  }
  return is_whole(numbers, field) ? "*" : text;
}

std::string_view of_nickname(std::string_view name) {
  static const std::map<std::string_view, std::string_view> known{
      {"@yearly", "0 0 1 1 *"}, {"@annually", "0 0 1 1 *"}, {"@monthly", "0 0 1 * *"}, {"@weekly", "0 0 * * 0"},
      {"@daily", "0 0 * * *"},  {"@midnight", "0 0 * * *"}, {"@hourly", "0 * * * *"}};
  const auto found = known.find(name);
  return found == known.end() ? std::string_view{} : found->second;
}

}  // namespace

std::string CronSchedule::normal() const {
  if (at_boot) {
    return "@reboot";
  }
  std::string text;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    text += (text.empty() ? "" : " ") + spelt(fields.at(at), at);
  }
  return text;
}

bool CronSchedule::daily() const {
  return !at_boot && is_whole(fields[2], 2) && is_whole(fields[3], 3) && is_whole(fields[4], 4);
}

int words_of_schedule(std::string_view line) {
  return line.starts_with('@') ? 1 : 5;
}

std::optional<CronSchedule> read_schedule(std::string_view text) {
  CronSchedule schedule;
  if (text == "@reboot") {
    schedule.at_boot = true;
    return schedule;
  }
  text = text.starts_with('@') ? of_nickname(text) : text;
  std::vector<std::string> words;
  for (auto& word : split(text, ' ')) {
    for (auto& part : split(word, '\t')) {
      if (!part.empty()) {
        words.push_back(std::move(part));
      }
    }
  }
  if (words.size() != schedule.fields.size()) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < words.size(); ++at) {
    auto numbers = read_field(words[at], field_table().at(at));
    if (!numbers) {
      return std::nullopt;
    }
    schedule.fields.at(at) = *std::move(numbers);
  }
  // A field that begins with a star narrows nothing down as far as this rule goes, not even */2 (crontab(5)).
  schedule.either_day = !words[2].starts_with('*') && !words[4].starts_with('*');
  return schedule;
}

}  // namespace labcheck::checks
