#include "nginx_words.hpp"

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

bool is_blank(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

}  // namespace

void NginxWords::skip_blanks() {
  bool remark = false;
  for (; at_ < text_.size(); ++at_) {
    const char letter = next();
    remark = letter == '#' || (remark && letter != '\n');
    if (!remark && !is_blank(letter)) {
      return;
    }
    line_ += letter == '\n' ? 1 : 0;
  }
}

bool NginxWords::at_end() {
  skip_blanks();
  return at_ >= text_.size();
}

bool NginxWords::close() {
  if (at_end() || next() != '}') {
    return false;
  }
  ++at_;
  return true;
}

Parsed<NginxWords::Directive> NginxWords::directive() {
  Directive found;
  for (;;) {
    const bool ended = at_end();
    const char letter = ended ? '}' : next();
    if (letter == '}' && found.words.empty()) {
      return found;
    }
    if (ended || letter == '}') {
      return tl::unexpected<ConfigProblem>(trouble(fmt::format("'{}' has no ';'", excerpt(found.words.front()))));
    }
    if (letter == ';' || letter == '{') {
      if (found.words.empty()) {
        return tl::unexpected<ConfigProblem>(trouble(fmt::format("unexpected '{}'", letter)));
      }
      ++at_;
      found.end = letter == ';' ? End::semicolon : End::opening;
      return found;
    }
    auto read = word();
    if (!read) {
      return tl::unexpected<ConfigProblem>(std::move(read.error()));
    }
    found.words.push_back(std::move(*read));
  }
}

Parsed<std::string> NginxWords::word() {
  std::string made;
  const char first = next();
  const char quote = first == '"' || first == '\'' ? first : '\0';
  at_ += quote != 0 ? 1 : 0;
  for (; at_ < text_.size(); ++at_) {
    const char letter = next();
    line_ += letter == '\n' && quote != 0 ? 1 : 0;
    if (letter == '\\' && at_ + 1 < text_.size()) {
      const char escaped = text_[++at_];
      const bool alone = escaped == '"' || escaped == '\'' || escaped == '\\' || is_blank(escaped);
      made += alone ? std::string{escaped} : std::string{letter, escaped};
    } else if (quote != 0 && letter == quote) {
      ++at_;
      return made;
    } else if (quote == 0 && letter == '$' && text_.substr(at_ + 1).starts_with('{')) {
      made += "${";
      ++at_;
    } else if (quote == 0 && (is_blank(letter) || letter == ';' || letter == '{')) {
      return made;
    } else {
      made += letter;
    }
  }
  return quote == 0 ? Parsed<std::string>{made}
                    : tl::unexpected<ConfigProblem>(trouble("a quote is opened and not closed"));
}

std::optional<ConfigProblem> NginxWords::skip_foreign_block() {
  for (int depth = 1; at_ < text_.size(); ++at_) {
    const char letter = next();
    line_ += letter == '\n' ? 1 : 0;
    depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
    if (depth == 0) {
      ++at_;
      return std::nullopt;
    }
  }
  return trouble("a block of another language has no closing '}'");
}

}  // namespace labcheck::checks
