#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace labcheck {

/// What stands in place of a secret in answers, ledgers, logs and reports.
inline constexpr std::string_view secret_mask = "[secret]";

/// A text that must reach no log, ledger, report, process list or remote command line. It can't be streamed or
/// formatted by accident; `reveal` marks each place where it is used on purpose.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_{std::move(text)} {}

  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

}  // namespace labcheck
