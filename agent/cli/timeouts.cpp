#include "cli/timeouts.hpp"

#include <string>

#include <labcheck/reading.hpp>

namespace labcheck::cli {
namespace {

constexpr Duration shortest{100};

void add_timeout(CLI::App& command, const char* name, Duration& target, const char* about) {
  const auto complaint = [](const std::string& text) {
    const auto duration = read_duration(text);
    return !duration              ? duration.error().message
           : *duration < shortest ? "'" + text + "' is too short (at least " + to_string(shortest) + ")"
                                  : "";
  };
  command
      .add_option_function<std::string>(
          name, [&target](const std::string& text) { target = *read_duration(text); }, about)
      ->check(CLI::Validator{complaint, "DURATION"})
      ->default_str(to_string(target));
}

}  // namespace

void add_timeouts(CLI::App& command, TimeoutOptions& options) {
  add_timeout(command, "--connect-timeout", options.connect,
              "For each of: connecting, the banner, the key exchange, the start of a shell");
  add_timeout(command, "--login-timeout", options.login, "For logging in");
}

}  // namespace labcheck::cli
