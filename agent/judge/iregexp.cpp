#include "judge/iregexp.hpp"

#include <optional>
#include <string>

namespace labcheck::judge {

namespace {

// Rewrites an I-Regexp for RE2 while checking its grammar: what RE2 knows beyond it (`^`, `\d`, `(?i)`, lazy
// quantifiers) is a plain character or refused.
class Translation {
 public:
  explicit Translation(std::string_view pattern) : pattern_{pattern} {}

  std::optional<std::string> run() {
    while (good_ && at_ < pattern_.size()) {
      piece();
    }
    return good_ && groups_ == 0 ? std::optional{out_} : std::nullopt;
  }

 private:
  char next() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  void copy(std::size_t count = 1) {
    out_ += pattern_.substr(at_, count);
    at_ += count;
  }

  void piece() {
    const char letter = next();
    switch (letter) {
      case '(':
        ++groups_;
        ++at_;
        out_ += "(?:";
        break;
      case ')':
        good_ = --groups_ >= 0;
        copy();
        quantifier();
        break;
      case '|':
        copy();
        break;
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        good_ = false;
        break;
      default:
        atom(letter);
        quantifier();
    }
  }

  void atom(char letter) {
    if (letter == '.') {
      out_ += "[^\\n\\r]";
      ++at_;
    } else if (letter == '[') {
      character_class();
    } else if (letter == '\\') {
      escape();
    } else if (letter == '^' || letter == '$') {
      out_ += '\\';
      copy();
    } else {
      character();
    }
  }

  // A character of several bytes must stay whole before a quantifier; RE2 sees to that, reading UTF-8.
  void character() {
    do {
      copy();
    } while ((static_cast<unsigned char>(next()) & 0xC0) == 0x80);
  }

  void escape() {
    const char letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
    if (letter == 'p' || letter == 'P') {
      property();
    } else if (letter != '\0' && std::string_view{"()*+-.?[\\]^{|}nrt$"}.find(letter) != std::string_view::npos) {
      copy(2);
    } else {
      good_ = false;
    }
  }

  void property() {
    const auto end = pattern_.find('}', at_);
    good_ = at_ + 2 < pattern_.size() && pattern_[at_ + 2] == '{' && end != std::string_view::npos && end > at_ + 3 &&
            end - at_ <= 5;
    if (good_) {
      copy(end - at_ + 1);
    }
  }

  void character_class() {
    copy();
    if (next() == '^') {
      copy();
    }
    if (next() == ']') {
      good_ = false;
    }
    while (good_ && at_ < pattern_.size() && next() != ']') {
      if (next() == '\\') {
        escape();
      } else if (next() == '[') {
        good_ = false;
      } else {
        character();
      }
    }
    good_ = good_ && next() == ']';
    copy();
  }

  void quantifier() {
    if (!good_) {
      return;
    }
    const char letter = next();
    if (letter == '*' || letter == '+' || letter == '?') {
      copy();
    } else if (letter == '{') {
      const auto end = pattern_.find('}', at_);
      const auto inside = end == std::string_view::npos ? std::string_view{} : pattern_.substr(at_ + 1, end - at_ - 1);
      good_ = !inside.empty() && inside.front() != ',' &&
              inside.find_first_not_of("0123456789,") == std::string_view::npos &&
              inside.find(',') == inside.rfind(',');
      copy(good_ ? end - at_ + 1 : 1);
    }
  }

  std::string_view pattern_;
  std::size_t at_{0};
  int groups_{0};
  bool good_{true};
  std::string out_;
};

}  // namespace

std::shared_ptr<const RE2> compile_iregexp(std::string_view pattern, bool whole) {
  const auto translated = Translation{pattern}.run();
  if (!translated) {
    return nullptr;
  }
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(8 << 20);
  const auto anchored = whole ? "\\A(?:" + *translated + ")\\z" : *translated;
  auto compiled = std::make_shared<const RE2>(anchored, options);
  return compiled->ok() ? compiled : nullptr;
}

}  // namespace labcheck::judge
