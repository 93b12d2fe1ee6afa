#pragma once

#include <string>
#include <vector>

#include <labcheck/text.hpp>

#include "load/roster.hpp"

namespace labcheck::cli {

/// Exit codes (design §9); those of a finished run come from report::exit_code.
enum ExitCode : int {
  exit_ok = 0,
  exit_failed = 1,
  exit_invalid = 2,
  exit_undetermined = 3,
  exit_resource = 4,
  exit_interrupted = 130
};

/// Everything that the command line can say; each command looks at its own part.
struct Options {
  std::vector<std::string> scenarios{};
  std::string ledger{};
  std::string key_file{};  ///< keygen: the file to make; run: the secret key; verify: the public one
  std::string roster{};
  load::HostOptions hosts{};
  std::vector<std::string> candidates{};
  std::vector<std::string> codes{};
  std::vector<std::string> formats{};
  std::string host_keys{"first-use"};
  std::string known_hosts{};
  std::string learnt_hosts{};
  std::string language{"en"};
  std::string level{};
  std::string standard{"cloud-ops-dev"};
  std::string topic{};
  std::string list_format{"text"};
  int jobs{0};
  int verbosity{0};
  bool quiet{false};
  bool allow_manual{false};

  Language lang() const { return language == "zh" ? Language::zh : Language::en; }
};

int run_command(const Options& options);
int validate_command(const Options& options);
int plan_command(const Options& options);
int judge_command(const Options& options);
int list_command(const Options& options);
int explain_command(const Options& options);
int keygen_command(const Options& options);
int verify_command(const Options& options);

/// `labcheck: MESSAGE` on standard error, made printable.
void complain(const std::string& message);

}  // namespace labcheck::cli
