#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace labcheck::fuzz {

[[noreturn]] inline void broken(const char* file, int line, const std::string& words) {
  std::fprintf(stderr, "%s:%d: broken: %s\n", file, line, words.c_str());
  std::abort();
}

/// An input taken apart from its front. What is not there is empty or 0, so that every input means something.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_{bytes} {}

  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

  std::uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
  }
  /// A number below `bound`.
  std::size_t below(std::size_t bound) { return byte() % bound; }
  std::string_view take(std::size_t size) {
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(taken.size());
    return taken;
  }
  /// Up to a separator, which is taken along.
  std::string_view until(char separator) {
    const auto end = rest_.find(separator);
    const auto taken = take(end == std::string_view::npos ? rest_.size() : end);
    take(1);
    return taken;
  }
  std::string_view line() { return until('\n'); }

 private:
  std::string_view rest_;
};

}  // namespace labcheck::fuzz

/// What must hold whatever the input is; else the input is a crasher.
#define LABCHECK_HOLDS(condition, words)                 \
  do {                                                   \
    if (!(condition)) {                                  \
      labcheck::fuzz::broken(__FILE__, __LINE__, words); \
    }                                                    \
  } while (false)
