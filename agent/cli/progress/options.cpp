#include "cli/progress/options.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

#include <unistd.h>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "cli/progress/tellers.hpp"

namespace labcheck::cli {
namespace {

std::vector<std::string_view> modes() {
  return {"auto", "live", "plain", "json", "none"};
}

struct Wanted {
  std::string mode{};
  std::string path{};  ///< empty: standard error
};

std::nullopt_t refuse(const std::string& message) {
  complain(message);
  return std::nullopt;
}

std::optional<Wanted> read(const std::string& text) {
  const auto equals = text.find('=');
  Wanted wanted{.mode = text.substr(0, equals), .path = equals == std::string::npos ? "" : text.substr(equals + 1)};
  const auto known = modes();
  if (std::find(known.begin(), known.end(), wanted.mode) == known.end()) {
    return refuse(fmt::format("unknown progress '{}'{}; there are {}", wanted.mode, did_you_mean(wanted.mode, known),
                              fmt::join(known, ", ")));
  }
  if (equals != std::string::npos && wanted.mode != "json" && wanted.mode != "plain") {
    return refuse(fmt::format("--progress {} takes no path", wanted.mode));
  }
  if (equals != std::string::npos && wanted.path.empty()) {
    return refuse(fmt::format("--progress {}=PATH: the path is empty", wanted.mode));
  }
  return wanted;
}

/// What `auto` means here.
std::string suited(const ProgressOptions& options) {
  if (options.verbosity > 0) {
    return "plain";
  }
  return options.quiet ? "none" : can_be_redrawn() ? "live" : "plain";
}

std::optional<std::unique_ptr<Teller>> open_live(bool asked_for, Language language) {
  if (asked_for && !can_be_redrawn()) {
    return refuse("--progress live: standard error is no terminal that can be redrawn (TERM)");
  }
  auto screen = Screen::open();
  if (!screen) {
    return refuse(screen.error().message);
  }
  const ViewStyle style{.language = language, .colour = std::getenv("NO_COLOR") == nullptr};
  return live_teller(std::move(*screen), style);
}

std::optional<std::unique_ptr<Teller>> open(Wanted wanted, const ProgressOptions& options, Language language) {
  const bool by_itself = wanted.mode == "auto";
  wanted.mode = by_itself ? suited(options) : wanted.mode;
  if (wanted.mode == "none") {
    return nullptr;
  }
  if (wanted.mode == "live") {
    return open_live(!by_itself, language);
  }
  auto outlet = wanted.path.empty() ? Outlet::to(STDERR_FILENO) : Outlet::to_path(wanted.path);
  if (!outlet && by_itself) {
    return nullptr;  // a standard error that is closed is no reason not to grade
  }
  if (!outlet) {
    return refuse(outlet.error().message);
  }
  return wanted.mode == "json" ? json_teller(std::move(*outlet), std::move(wanted.path))
                               : plain_teller(std::move(*outlet), std::move(wanted.path));
}

}  // namespace

void add_progress(CLI::App& command, ProgressOptions& options) {
  auto* progress = command
                       .add_option("--progress", options.wanted,
                                   "How the run goes, as MODE[=PATH]: auto (live on a terminal, else plain), live (a "
                                   "table), plain (a line a check), json (lines for programs) or none; several at once")
                       ->allow_extra_args(false);
  command.add_flag("-q,--quiet", options.quiet, "No progress: --progress none")->excludes(progress);
  command.add_flag("-v,--verbose", options.verbosity, "Plain progress and the agent's own log; -vv for more");
}

std::optional<std::unique_ptr<Teller>> teller_of(const ProgressOptions& options, Language language) {
  std::vector<std::unique_ptr<Teller>> tellers;
  std::set<std::string> places;
  const std::vector<std::string> fallback{"auto"};
  for (const auto& text : options.wanted.empty() ? fallback : options.wanted) {
    auto wanted = read(text);
    if (!wanted) {
      return std::nullopt;
    }
    if (!places.insert(wanted->path).second) {
      return refuse(
          fmt::format("two kinds of progress would go to {}", wanted->path.empty() ? "standard error" : wanted->path));
    }
    auto teller = open(std::move(*wanted), options, language);
    if (!teller) {
      return std::nullopt;
    }
    if (*teller) {
      tellers.push_back(std::move(*teller));
    }
  }
  if (tellers.empty()) {
    return nullptr;
  }
  return tellers.size() == 1 ? std::move(tellers.front()) : all_of(std::move(tellers));
}

}  // namespace labcheck::cli
