#include <algorithm>
#include <iostream>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/recorded.hpp"
#include "cli/signing.hpp"
#include "ledger/merging.hpp"
#include "observe/twins.hpp"
#include "plan/binding.hpp"
#include "report/report.hpp"

namespace labcheck::cli {
namespace {

struct MergeOptions {
  std::vector<std::string> ledgers{};
  std::string output{};
  std::vector<std::string> key_files{};  ///< public keys that the ledgers must be signed with
  std::string key_file{};                ///< the secret key of `--sign`
};

void describe(CLI::App& command, MergeOptions& options) {
  command.add_option("ledger", options.ledgers, "Ledgers of one exam: of its shards, or of its rooms")->required();
  command.add_option("-o,--output", options.output, "The new ledger; a file that is there is refused")->required();
  command
      .add_option("--key", options.key_files,
                  "The public key that every ledger must be signed with; several where several sign")
      ->allow_extra_args(false);
  command.add_option("--sign", options.key_file, "Sign the merged ledger with this secret key (see keygen)");
}

Result<std::vector<ledger::MergeSource>> read_sources(const MergeOptions& options) {
  std::vector<ledger::VerifyKey> keys;
  for (const auto& file : options.key_files) {
    LABCHECK_TRY_ASSIGN(const auto key, ledger::VerifyKey::read(file));
    keys.push_back(key);
  }
  std::vector<ledger::MergeSource> sources;
  for (const auto& path : options.ledgers) {
    LABCHECK_TRY_ASSIGN(auto source, ledger::read_merge_source(path, keys));
    sources.push_back(std::move(source));
  }
  return sources;
}

/// Hosts that several candidates share by the roster's own word, as (candidate, host).
using SharedHosts = std::set<std::pair<std::string, std::string>>;

SharedHosts shared_hosts(const Plan& plan) {
  SharedHosts shared;
  for (const auto& candidate : plan.candidates) {
    for (const auto& bound : candidate.hosts) {
      const auto& hosts = candidate.candidate->hosts;
      const bool local = std::any_of(hosts.begin(), hosts.end(), [&](const RosterHost& host) {
        return host.local && plan::is_bound_to(bound, host);
      });
      if (local || bound.proctor) {
        shared.emplace(candidate.candidate->id, bound.name);
      }
    }
  }
  return shared;
}

/// One machine behind candidates of two ledgers is seen by none of their agents, only here.
std::vector<Flag> twins_between(const Record& record, const Plan& plan) {
  const auto shared = shared_hosts(plan);
  observe::Twins twins;
  std::vector<Flag> flags;
  for (const auto& facts : record.hosts) {
    for (auto& flag : twins.meet(facts, shared.contains({facts.candidate, facts.host}))) {
      const bool known = std::any_of(record.flags.begin(), record.flags.end(), [&](const Flag& other) {
        return other.candidate == flag.candidate && other.host == flag.host && other.code == flag.code;
      });
      if (!known) {
        flags.push_back(std::move(flag));
      }
    }
  }
  return flags;
}

void print(const ledger::Merge& merge, const std::vector<Flag>& flags, bool is_signed) {
  for (const auto& note : merge.notes) {
    complain(note);
  }
  for (const auto& flag : flags) {
    complain(fmt::format("flag {} [{}]: {}: {}", flag.candidate, flag.host, flag.code, flag.message));
  }
  const auto& parts = merge.run.parts;
  const bool were_signed =
      std::any_of(parts.begin(), parts.end(), [](const auto& part) { return !part.signer.empty(); });
  if (were_signed && !is_signed) {
    complain("the merged ledger is not signed: give --sign to sign it");
  }
}

int merge(const MergeOptions& options) {
  auto signer = signing_key(options.key_file);
  if (!signer) {
    return refused(signer.error());
  }
  const auto sources = read_sources(options);
  if (!sources) {
    return refused(sources.error());
  }
  auto merged = ledger::merge(*sources);
  if (!merged) {
    return refused(merged.error());
  }
  auto scenarios = recorded_scenarios(merged->record);
  const auto plan = scenarios ? judged_plan(merged->record, std::move(*scenarios)) : std::nullopt;
  if (!plan) {
    return exit_invalid;
  }
  const auto flags = twins_between(merged->record, *plan);
  print(*merged, flags, signer->has_value());
  std::int64_t candidates = 0;
  for (const auto& part : merged->run.parts) {
    candidates += part.candidates;
  }
  const auto ledgers = merged->run.parts.size();
  const auto records = ledger::write_merge(std::move(*merged), flags, options.output, std::move(*signer));
  if (!records) {
    return refused(records.error());
  }
  std::cout << fmt::format("{} ledgers, {} candidates, {} records\n", ledgers, candidates, *records);
  return exit_ok;
}

}  // namespace

void add_merge(CLI::App& program, Action& chosen) {
  add_command<MergeOptions>(program, chosen, "merge", "Join ledgers of one exam, each candidate's attempts once",
                            describe, merge);
}

}  // namespace labcheck::cli
