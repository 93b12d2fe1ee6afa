#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/judging.hpp"
#include "cli/outputs.hpp"
#include "ledger/seal.hpp"
#include "report/slip.hpp"

namespace labcheck::cli {
namespace {

using Candidates = std::vector<const CandidateResult*>;

struct SlipOptions {
  std::string ledger{};
  std::string candidate{};
  bool all{false};
  std::string format{"text"};
  std::string path{};
  std::string language{"en"};
};

void describe(CLI::App& command, SlipOptions& options) {
  command.add_option("ledger", options.ledger, "Ledger of a run")->required();
  auto* candidate = command.add_option("--candidate", options.candidate, "Whose slip");
  command.add_flag("--all", options.all, "A slip for each candidate")->excludes(candidate);
  command.add_option("--format", options.format, "text or html")
      ->check(CLI::IsMember({"text", "html"}))
      ->capture_default_str();
  command.add_option("-o,--output", options.path, "File, or folder that gets slip-ID.txt or slip-ID.html");
  add_language(command, options.language);
}

std::optional<Candidates> selected(const SlipOptions& options, const RunResult& result) {
  Candidates candidates;
  std::vector<std::string> ids;
  for (const auto& candidate : result.candidates) {
    ids.push_back(candidate.id);
    if (options.all || candidate.id == options.candidate) {
      candidates.push_back(&candidate);
    }
  }
  if (candidates.empty()) {
    complain(fmt::format("unknown candidate '{}'{}", options.candidate, did_you_mean(options.candidate, ids)));
    return std::nullopt;
  }
  return candidates;
}

std::string rendered(const SlipOptions& options, const RunResult& result, const Candidates& candidates,
                     const report::Seal& seal) {
  const auto language = language_of(options.language);
  if (options.format == "html") {
    return report::slips_html(result, candidates, seal, language);
  }
  std::string pages;
  for (const auto* candidate : candidates) {
    pages += (pages.empty() ? "" : "\f") + report::slip_text(result, *candidate, seal, language);
  }
  return pages;
}

bool write_slips(const SlipOptions& options, const RunResult& result, const Candidates& candidates,
                 const report::Seal& seal) {
  std::error_code unknown;
  if (!std::filesystem::is_directory(options.path, unknown)) {
    return write_text(options.path, rendered(options, result, candidates, seal));
  }
  for (const auto* candidate : candidates) {
    // A roster's ids are fit for files; a ledger may come from anybody.
    if (candidate->id.find('/') != std::string::npos) {
      complain(fmt::format("candidate '{}' can't have a file of that name", candidate->id));
      return false;
    }
    const auto* ending = options.format == "html" ? "html" : "txt";
    const auto path = fmt::format("{}/slip-{}.{}", options.path, candidate->id, ending);
    if (!write_text(path, rendered(options, result, {candidate}, seal))) {
      return false;
    }
  }
  return true;
}

int slip(const SlipOptions& options) {
  if (options.all == !options.candidate.empty()) {
    complain("give either --candidate ID or --all");
    return exit_invalid;
  }
  const auto seal = ledger::read_seal(options.ledger);
  if (!seal) {
    return refused(seal.error());
  }
  int exit_code = exit_ok;
  const auto contents = read_contents(options.ledger, exit_code);
  if (!contents) {
    return exit_code;
  }
  const auto result = judge_contents(*contents, counting(*contents, false));
  if (!result) {
    return exit_invalid;
  }
  const auto candidates = selected(options, *result);
  if (!candidates) {
    return exit_invalid;
  }
  const report::Seal printed{.records = seal->records, .fingerprint = seal->fingerprint, .signer = seal->signer};
  return write_slips(options, *result, *candidates, printed) ? exit_ok : exit_resource;
}

}  // namespace

void add_slip(CLI::App& program, Action& chosen) {
  add_command<SlipOptions>(program, chosen, "slip", "Print a page for each candidate, to be signed by two people",
                           describe, slip);
}

}  // namespace labcheck::cli
