#include "checks/cloud/openrc.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

bool starts_name(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

/// The shell's words, command by command. What a word would only become by expansion is marked, not worked out.
class ShellWords {
 public:
  struct Word {
    std::string text{};
    bool computed{false};
    std::size_t bare{0};  ///< how many of its first characters stand outside quotes
  };

  explicit ShellWords(std::string_view text) : text_{text} {}

  bool at_end() const { return at_ == text_.size(); }

  /// The words up to a line's end or a semicolon.
  Result<std::vector<Word>> command() {
    std::vector<Word> words;
    while (!at_end()) {
      const char letter = text_[at_];
      if (letter == '\n' || letter == ';' || letter == '&' || letter == '|') {
        ++at_;
        break;
      }
      if (letter == ' ' || letter == '\t') {
        ++at_;
      } else if (letter == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        LABCHECK_TRY_ASSIGN(auto word, read_word());
        words.push_back(std::move(word));
      }
    }
    return words;
  }

 private:
  Result<Word> read_word() {
    Word word;
    bool bare = true;
    while (!at_end() && std::string_view{" \t\n;&|"}.find(text_[at_]) == std::string_view::npos) {
      const char letter = text_[at_++];
      bare = bare && letter != '\'' && letter != '"' && letter != '\\';
      if (letter == '\'') {
        const auto end = text_.find('\'', at_);
        if (end == std::string_view::npos) {
          return unreadable("a quote (') is never closed");
        }
        word.text += text_.substr(at_, end - at_);
        at_ = end + 1;
      } else if (letter == '"') {
        if (!read_quoted(word)) {
          return unreadable("a quote (\") is never closed");
        }
      } else if (letter == '\\' && !at_end()) {
        word.text += text_[at_++];
      } else {
        word.computed = word.computed || std::string_view{"$`*?(<>~"}.find(letter) != std::string_view::npos;
        word.text += letter;
      }
      word.bare = bare ? word.text.size() : word.bare;
    }
    return word;
  }

  bool read_quoted(Word& word) {
    while (!at_end()) {
      const char letter = text_[at_++];
      if (letter == '"') {
        return true;
      }
      if (letter == '\\' && !at_end() && std::string_view{"$`\"\\"}.find(text_[at_]) != std::string_view::npos) {
        word.text += text_[at_++];
        continue;
      }
      word.computed = word.computed || letter == '$' || letter == '`';
      word.text += letter;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_{0};
};

bool is_assignment(const ShellWords::Word& word) {
  const auto equals = word.text.find('=');
  return equals != std::string::npos && equals > 0 && equals < word.bare && starts_name(word.text.front()) &&
         std::all_of(word.text.begin(), word.text.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char letter) { return starts_name(letter) || (letter >= '0' && letter <= '9'); });
}

template <std::size_t count>
bool one_of(const std::array<std::string_view, count>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 6> opening{"if", "for", "while", "until", "case", "{"};
constexpr std::array<std::string_view, 4> closing{"fi", "done", "esac", "}"};
constexpr std::array<std::string_view, 3> between{"then", "else", "do"};

}  // namespace

Result<OpenrcVariables> read_openrc(std::string_view text) {
  OpenrcVariables variables;
  ShellWords words{text};
  int depth = 0;  // what stands under a condition is known to the shell alone
  while (!words.at_end()) {
    LABCHECK_TRY_ASSIGN(auto command, words.command());
    std::size_t from = 0;
    for (; from < command.size(); ++from) {
      const auto& word = command[from].text;
      depth += one_of(opening, word) ? 1 : one_of(closing, word) && depth > 0 ? -1 : 0;
      if (word != "export" && !one_of(between, word)) {
        break;
      }
    }
    if (from < command.size() && command[from].text == "unset" && depth == 0) {
      std::for_each(command.begin() + static_cast<std::ptrdiff_t>(from), command.end(),
                    [&](const ShellWords::Word& word) { variables.erase(word.text); });
    }
    const bool all = std::all_of(command.begin() + static_cast<std::ptrdiff_t>(from), command.end(),
                                 [](const ShellWords::Word& word) { return is_assignment(word); });
    const bool exported = from > 0 && command[from - 1].text == "export";
    for (; (all || exported) && from < command.size(); ++from) {
      const auto& word = command[from];
      if (is_assignment(word)) {
        const auto equals = word.text.find('=');
        variables[word.text.substr(0, equals)] =
            word.computed || depth > 0 ? std::nullopt : std::optional{word.text.substr(equals + 1)};
      }
    }
  }
  return variables;
}

}  // namespace labcheck::checks
