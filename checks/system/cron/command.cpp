#include <algorithm>
#include <array>

#include "jobs.hpp"

namespace labcheck::checks {
namespace {

// What starts the program that stands somewhere in its arguments.
constexpr std::array<std::string_view, 22> starters{
    "sh",   "bash",    "dash", "ash",  "ksh",    "zsh",   "python",  "python3", "perl",   "php",  "env",
    "sudo", "runuser", "su",   "nice", "ionice", "nohup", "timeout", "flock",   "setsid", "exec", "chronic"};

/// The words of each simple command, quotes taken off: `a 'b c' && d` is [[a, b c], [d]].
std::vector<std::vector<std::string>> simple_commands(std::string_view text) {
  std::vector<std::vector<std::string>> commands(1);
  std::string word;
  bool open = false;
  char quote = 0;
  const auto end_word = [&] {
    if (open) {
      commands.back().push_back(std::move(word));
    }
    word.clear();
    open = false;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char letter = text[at];
    if (quote != 0) {
      quote = letter == quote ? '\0' : quote;
      word += quote != 0 ? std::string{letter} : std::string{};
    } else if (letter == '"' || letter == '\'') {
      quote = letter;
      open = true;
    } else if (letter == '\\' && at + 1 < text.size()) {
      word += text[++at];
      open = true;
    } else if (letter == '#' && !open) {
      break;
    } else if (std::string_view{";&|(){}\n"}.find(letter) != std::string_view::npos) {
      end_word();
      commands.emplace_back();
    } else if (letter == ' ' || letter == '\t') {
      end_word();
    } else {
      word += letter;
      open = true;
    }
  }
  end_word();
  return commands;
}

bool is_assignment(std::string_view word) {
  const auto equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         word.substr(0, equals).find_first_of("/.- ") == std::string_view::npos;
}

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool begins_at(const std::vector<std::string>& words, std::size_t at, const std::vector<std::string>& wanted) {
  if (wanted.empty() || at + wanted.size() > words.size()) {
    return false;
  }
  const bool by_name = wanted.front().find('/') == std::string::npos;
  return (by_name ? base_name(words[at]) == wanted.front() : words[at] == wanted.front()) &&
         std::equal(wanted.begin() + 1, wanted.end(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

}  // namespace

bool runs_program(std::string_view command, std::string_view wanted) {
  const auto asked = simple_commands(wanted);
  for (const auto& words : simple_commands(command)) {
    std::size_t first = 0;
    while (first < words.size() && (is_assignment(words[first]) || words[first] == "!" || words[first] == "then" ||
                                    words[first] == "do" || words[first] == "if" || words[first] == "time")) {
      ++first;
    }
    if (begins_at(words, first, asked.front())) {
      return true;
    }
    const bool starts_another =
        first < words.size() && std::find(starters.begin(), starters.end(), base_name(words[first])) != starters.end();
    for (std::size_t at = first + 1; starts_another && at < words.size(); ++at) {
      const bool inline_text = words[at].find(' ') != std::string::npos && runs_program(words[at], wanted);
      if (begins_at(words, at, asked.front()) || inline_text) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace labcheck::checks
