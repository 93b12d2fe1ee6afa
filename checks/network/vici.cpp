#include <algorithm>

#include "checks/network/vpn_peers.hpp"

namespace labcheck::checks {
namespace {

constexpr int deepest = 16;

/// Sections `name {…}`, lists `name=[a b]` and values `name=value`, whose blanks are told from others by what follows.
class Message {
 public:
  explicit Message(std::string_view text) : text_{text} {}

  std::optional<Value> section(int depth) {
    Value object = Value::object();
    for (skip(); at_ < text_.size() && text_[at_] != '}'; skip()) {
      const auto name = word("={ }");
      if (name.empty() || depth > deepest || at_ == text_.size()) {
        return std::nullopt;
      }
      auto member = text_[at_] == '=' ? value() : subsection(depth);
      if (!member) {
        return std::nullopt;
      }
      object[valid_utf8(name)] = std::move(*member);
    }
    return object;
  }

  bool take(char letter) {
    skip();
    const bool there = at_ < text_.size() && text_[at_] == letter;
    at_ += there ? 1 : 0;
    return there;
  }

  bool at_end() {
    skip();
    return at_ == text_.size();
  }

  std::string word(std::string_view ends) {
    const auto end = std::min(text_.find_first_of(ends, at_), text_.size());
    std::string found{text_.substr(at_, end - at_)};
    at_ = end;
    return found;
  }

 private:
  void skip() { at_ = std::min(text_.find_first_not_of(' ', at_), text_.size()); }

  std::optional<Value> subsection(int depth) {
    if (!take('{')) {
      return std::nullopt;
    }
    auto inner = section(depth + 1);
    return take('}') ? inner : std::nullopt;
  }

  std::optional<Value> value() {
    ++at_;
    if (at_ < text_.size() && text_[at_] == '[') {
      ++at_;
      Value list = Value::array();
      while (!take(']')) {
        const auto each = word(" ]");
        if (each.empty() || at_ == text_.size()) {
          return std::nullopt;
        }
        list.push_back(valid_utf8(each));
      }
      return list;
    }
    return Value(valid_utf8(blanks(word("=}{"))));
  }

  // "pre-shared key groups" before a '=' or '{': the last word is the next member's name.
  std::string blanks(std::string found) {
    if (at_ < text_.size() && text_[at_] != '}') {
      const auto end = text_[at_] == '{' ? found.find_last_not_of(' ') : found.size() - 1;
      const auto last = found.rfind(' ', end);
      if (last != std::string::npos) {
        at_ -= found.size() - last;
        found.resize(last);
      }
    }
    return found.substr(0, found.find_last_not_of(' ') + 1);
  }

  std::string_view text_;
  std::size_t at_{0};
};

}  // namespace

std::optional<Value> read_vici(std::string_view output) {
  Value messages = Value::array();
  for (const auto& line : lines_of(output)) {
    Message message{line};
    message.word(" ");
    message.take(' ');
    const auto kind = (message.take(' '), message.word(" "));
    auto section = message.take('{') ? message.section(0) : std::nullopt;
    if ((kind != "event" && kind != "reply") || !section || !message.take('}') || !message.at_end()) {
      return std::nullopt;
    }
    messages.push_back({{"kind", kind}, {"what", std::move(*section)}});
  }
  return messages;
}

}  // namespace labcheck::checks
