#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/text.hpp>
#include <labcheck/verdict.hpp>

#include "text/printable.hpp"

namespace labcheck::report {

struct Options {
  Language language{Language::en};
  bool colour{false};  ///< ANSI colours, for the text report on a terminal
};

/// A format of reports and how to write it; the table of them is in report.cpp.
struct Format {
  std::string_view name{};
  std::string_view about{};
  std::string (*render)(const RunResult& result, const Options& options){nullptr};
};

/// All formats in the order in which help lists them; and one by its name, or nullptr.
const std::vector<Format>& formats();
const Format* find_format(std::string_view name);

/// The process's exit code for a run: 0, 1 or 3 (design §9).
int exit_code(const RunResult& result, bool allow_manual);

using text::printable;

}  // namespace labcheck::report
