#include <iostream>
#include <optional>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "ledger/verify.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

using ledger::Finding;
using ledger::Verification;

struct VerifyOptions {
  std::string ledger{};
  std::vector<std::string> key_files{};  ///< public keys
};

void describe(CLI::App& command, VerifyOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  command
      .add_option("--key", options.key_files,
                  "The public key whose signature the ledger must end in; several where several people sign")
      ->allow_extra_args(false);
}

std::string line_of(const Finding& finding) {
  if (finding.first == 0 && finding.last == 0) {
    return finding.what;
  }
  return finding.first == finding.last ? fmt::format("record {}: {}", finding.first, finding.what)
                                       : fmt::format("records {} to {}: {}", finding.first, finding.last, finding.what);
}

void print(const Verification& verification) {
  const auto say = [](const std::string& line) { std::cout << report::printable(line) << '\n'; };
  for (const auto& finding : verification.findings) {
    say(line_of(finding));
  }
  if (!verification.ended) {
    say("the run has no recorded end: it died, or is still going on");
  }
  for (const auto& part : verification.parts) {
    say(fmt::format("merged from run {}{}: {} candidate{}, {} records that end in {}, {}", part.run,
                    part.shard.empty() ? "" : ", shard " + part.shard, part.candidates, part.candidates == 1 ? "" : "s",
                    part.records, part.fingerprint, part.signer.empty() ? "unsigned" : "signed by " + part.signer));
  }
  std::int64_t from = 1;
  for (const auto& signature : verification.signatures) {
    const bool only = verification.signatures.size() == 1;
    say(only ? "signed by " + signature.key.fingerprint()
             : fmt::format("records {} to {} signed by {}", from, signature.seq, signature.key.fingerprint()));
    from = signature.seq + 1;
  }
  if (verification.signatures.empty()) {
    say("unsigned");
  }
  if (verification.withheld > 0) {
    say(fmt::format("an export: {} records withheld", verification.withheld));
  }
  say(fmt::format("{}: {} records", verification.findings.empty() ? "good" : "bad", verification.records));
}

/// Exit codes of its own: 0 good, 1 touched or not signed as asked, 2 nothing that can be verified.
int verify(const VerifyOptions& options) {
  std::vector<ledger::VerifyKey> keys;
  for (const auto& file : options.key_files) {
    const auto key = ledger::VerifyKey::read(file);
    if (!key) {
      complain(key.error().message);
      return exit_invalid;
    }
    keys.push_back(*key);
  }
  const auto verification = ledger::verify_ledger(options.ledger, keys);
  if (!verification) {
    complain(verification.error().message);
    return verification.error().kind == ErrorKind::unreadable ? exit_failed : exit_invalid;
  }
  print(*verification);
  return verification->findings.empty() ? exit_ok : exit_failed;
}

}  // namespace

void add_verify(CLI::App& program, Action& chosen) {
  add_command<VerifyOptions>(program, chosen, "verify", "Say whether a ledger was touched, and who signed it", describe,
                             verify);
}

}  // namespace labcheck::cli
