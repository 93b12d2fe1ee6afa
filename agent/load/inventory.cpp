#include "load/inventory.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "load/source_text.hpp"

namespace labcheck::load {
namespace {

constexpr std::string_view blanks = " \t\r";

struct Word {
  std::string text{};
  std::size_t start{0};   ///< in the line
  std::size_t length{0};  ///< as written
};

/// Reads an inventory line by line.
class InventoryReader {
 public:
  InventoryReader(const std::string& name, std::string_view text, Findings& findings)
      : lines_{name, text}, text_{text}, findings_{findings} {}

  Inventory read() {
    const auto count = std::count(text_.begin(), text_.end(), '\n') + 1;
    for (number_ = 0; number_ < count; ++number_) {
      line_ = lines_.line(number_);
      const auto first = line_.find_first_not_of(blanks);
      if (first == std::string_view::npos || line_[first] == '#' || line_[first] == ';') {
        continue;
      }
      if (line_[first] == '[') {
        read_section(first);
      } else if (section_ != Section::unknown) {
        read_entry(first);
      }
    }
    return std::move(inventory_);
  }

 private:
  enum class Section { hosts, vars, children, unknown };

  Place place(std::size_t at) const { return lines_.place(number_, static_cast<int>(at)); }

  void read_section(std::size_t first) {
    const auto end = line_.find(']', first);
    if (end == std::string_view::npos) {
      findings_.error(place(first), "a section without ']'");
      section_ = Section::unknown;
      return;
    }
    const std::string inside{line_.substr(first + 1, end - first - 1)};
    const auto colon = inside.find(':');
    group_ = inside.substr(0, colon);
    const auto kind = colon == std::string::npos ? std::string{} : inside.substr(colon + 1);
    section_ = kind == "vars"       ? Section::vars
               : kind == "children" ? Section::children
               : kind.empty()       ? Section::hosts
                                    : Section::unknown;
    if (group_.empty() || section_ == Section::unknown) {
      section_ = Section::unknown;
      findings_.error(place(first),
                      fmt::format("'[{}]' is no section (write [GROUP], [GROUP:vars] or [GROUP:children])", inside));
    }
    inventory_.groups.try_emplace(group_);
  }

  void read_entry(std::size_t first) {
    if (section_ == Section::vars) {
      read_group_variable(first);
      return;
    }
    const auto words = words_from(first);
    if (words.empty()) {
      return;
    }
    if (section_ == Section::children) {
      inventory_.groups[group_].children.push_back(words.front().text);
      return;
    }
    read_host(words);
  }

  void read_host(const std::vector<Word>& words) {
    const auto where = place(words.front().start);
    if (group_.empty() || group_ == "all" || group_ == "ungrouped") {
      findings_.error(where, fmt::format("host '{}' stands in no group, so it has no role", words.front().text));
    }
    const auto names = expand_ranges(words.front().text);
    if (!names) {
      findings_.error(where, names.error().message);
      return;
    }
    InventoryVariables variables;
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
      const auto equals = word->text.find('=');
      if (equals == std::string::npos || equals == 0) {
        findings_.error(place(word->start), fmt::format("'{}' is no NAME=VALUE", word->text));
        continue;
      }
      const auto name = word->text.substr(0, equals);
      variables[name] = {.text = word->text.substr(equals + 1),
                         .place = place(word->start + equals + 1),
                         .length = word->length - equals - 1};
    }
    for (const auto& name : *names) {
      add_host(name, where, variables);
    }
  }

  /// A host may stand in several groups and get variables in each.
  void add_host(const std::string& name, const Place& where, const InventoryVariables& variables) {
    auto& hosts = inventory_.hosts;
    auto found = std::find_if(hosts.begin(), hosts.end(), [&](const auto& host) { return host.name == name; });
    if (found == hosts.end()) {
      hosts.push_back({.name = name, .place = where});
      found = hosts.end() - 1;
    }
    if (std::find(found->groups.begin(), found->groups.end(), group_) != found->groups.end()) {
      findings_.error(where, fmt::format("host '{}' stands in group '{}' twice", name, group_));
      return;
    }
    found->groups.push_back(group_);
    for (const auto& [key, value] : variables) {
      found->variables[key] = value;
    }
  }

  void read_group_variable(std::size_t first) {
    const auto equals = line_.find('=', first);
    if (equals == std::string_view::npos) {
      findings_.error(place(first), "no NAME=VALUE");
      return;
    }
    const auto trim = [&](std::size_t from, std::size_t to) {
      from = std::min(line_.find_first_not_of(blanks, from), to);
      while (to > from && blanks.find(line_[to - 1]) != std::string_view::npos) {
        --to;
      }
      return std::pair{from, to};
    };
    const auto [name_from, name_to] = trim(first, equals);
    const auto [from, to] = trim(equals + 1, line_.size());
    std::string value{line_.substr(from, to - from)};
    if (value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    inventory_.groups[group_].variables[std::string{line_.substr(name_from, name_to - name_from)}] = {
        .text = std::move(value), .place = place(from), .length = to - from};
  }

  /// Words as a shell takes them apart: quotes, backslashes, a comment after a blank.
  std::vector<Word> words_from(std::size_t at) {
    std::vector<Word> words;
    while ((at = line_.find_first_not_of(blanks, at)) != std::string_view::npos && line_[at] != '#') {
      Word word{.text = {}, .start = at};
      char quote = 0;
      for (; at < line_.size() && (quote != 0 || blanks.find(line_[at]) == std::string_view::npos); ++at) {
        const char letter = line_[at];
        if (quote == 0 && (letter == '"' || letter == '\'')) {
          quote = letter;
        } else if (quote != 0 && letter == quote) {
          quote = 0;
        } else if (letter == '\\' && quote != '\'' && at + 1 < line_.size()) {
          word.text += line_[++at];
        } else {
          word.text += letter;
        }
      }
      if (quote != 0) {
        findings_.error(place(word.start), "a quote is opened and never closed");
      }
      word.length = at - word.start;
      words.push_back(std::move(word));
    }
    return words;
  }

  SourceLines lines_;
  std::string_view text_;
  Findings& findings_;
  Inventory inventory_;
  int number_{0};
  std::string_view line_;
  std::string group_;
  Section section_{Section::hosts};
};

}  // namespace

InventoryVariables Inventory::variables_of(const InventoryHost& host) const {
  auto variables = host.variables;
  auto level = host.groups;
  std::vector<std::string> seen;
  while (!level.empty()) {
    std::vector<std::string> above;
    for (const auto& name : level) {
      seen.push_back(name);
      if (const auto group = groups.find(name); name != "all" && group != groups.end()) {
        variables.insert(group->second.variables.begin(), group->second.variables.end());
      }
      for (const auto& [parent, group] : groups) {
        const auto& children = group.children;
        if (std::find(children.begin(), children.end(), name) != children.end() &&
            std::find(seen.begin(), seen.end(), parent) == seen.end()) {
          above.push_back(parent);
        }
      }
    }
    level = std::move(above);
  }
  if (const auto all = groups.find("all"); all != groups.end()) {
    variables.insert(all->second.variables.begin(), all->second.variables.end());
  }
  return variables;
}

Inventory parse_inventory(const std::string& name, std::string_view text, Findings& findings) {
  return InventoryReader{name, text, findings}.read();
}

}  // namespace labcheck::load
