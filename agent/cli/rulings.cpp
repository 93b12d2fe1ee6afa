#include "cli/rulings.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "cli/inputs.hpp"
#include "cli/recorded.hpp"
#include "cli/signing.hpp"
#include "judge/ruling.hpp"
#include "ledger/reopening.hpp"
#include "load/times.hpp"
#include "report/report.hpp"

namespace labcheck::cli {

namespace {

/// Adds rulings to the end of a ledger.
int append(const std::string& path, const std::string& key_file, const Rulings& rulings) {
  auto key = signing_key(key_file);
  if (!key) {
    complain(key.error().message);
    return exit_invalid;
  }
  const bool signs = key->has_value();
  auto opened = ledger::open_ledger(path, std::move(*key));
  if (!opened) {
    return refused(opened.error());
  }
  if (opened->is_signed && !signs) {
    complain("the ledger is signed: give --sign KEY, so that its signature covers the rulings too");
    return exit_invalid;
  }
  for (const auto& ruling : rulings) {
    opened->writer->ruling(ruling);
  }
  opened->writer->sign();
  if (!opened->writer->close()) {
    complain(opened->writer->trouble());
    return exit_resource;
  }
  return exit_ok;
}

const Ruling* latest_of_same_person(const Ruling& ruling, const Record& record) {
  const Ruling* latest = nullptr;
  for (const auto& other : record.rulings) {
    const bool same = other.candidate == ruling.candidate && other.scenario == ruling.scenario &&
                      other.check == ruling.check && judge::person_of(other.by) == judge::person_of(ruling.by);
    if (same && (latest == nullptr || other.at >= latest->at)) {
      latest = &other;
    }
  }
  return latest;
}

}  // namespace

std::optional<Rulings> load_rulings(const std::string& path, const Plan& plan) {
  const auto drafts = load::load_rulings(path, load::disk_sources());
  print(drafts.diagnostics);
  if (!drafts.value) {
    return std::nullopt;
  }
  const auto resolved = load::resolve_rulings(*drafts.value, plan);
  print(resolved.diagnostics);
  return resolved.value ? std::optional{*resolved.value} : std::nullopt;
}

std::optional<Rulings> resolve_rulings(const std::vector<load::RulingDraft>& drafts, const Plan& plan) {
  const auto resolved = load::resolve_rulings(drafts, plan);
  for (const auto& diagnostic : resolved.diagnostics) {
    complain(diagnostic.message);
  }
  return resolved.value ? std::optional{*resolved.value} : std::nullopt;
}

void split_check(const std::string& text, load::RulingDraft& draft) {
  const auto colon = text.rfind(':');
  draft.scenario = colon == std::string::npos ? "" : text.substr(0, colon);
  draft.check = colon == std::string::npos ? text : text.substr(colon + 1);
}

bool is_said(std::string_view option, const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    complain(fmt::format("{} is empty", option));
    return false;
  }
  return true;
}

bool read_expiry(const std::string& text, Time at, std::optional<Time>& expires) {
  if (text.empty()) {
    return true;
  }
  const auto time = load::read_expiry(text);
  if (!time) {
    complain("--expires: " + time.error().message);
    return false;
  }
  if (*time <= at) {
    complain(fmt::format("--expires: {} has passed already", text));
    return false;
  }
  expires = *time;
  return true;
}

bool withdraw(Rulings& rulings, const Record& record, bool (*fits)(RulingKind kind), std::string_view noun) {
  for (auto& ruling : rulings) {
    const auto* latest = latest_of_same_person(ruling, record);
    const bool withdrawn = latest != nullptr && latest->expires && *latest->expires <= latest->at;
    if (latest == nullptr || withdrawn || !fits(latest->kind)) {
      complain(fmt::format("there is no {} by '{}' on check '{}' of candidate '{}'", noun, ruling.by, ruling.check,
                           ruling.candidate));
      return false;
    }
    ruling.kind = latest->kind;
    ruling.at = std::max(ruling.at, latest->at);
    ruling.expires = ruling.at;
  }
  return true;
}

int add_rulings(const std::string& ledger, const std::string& key_file,
                const std::function<std::optional<Rulings>(const Record& record, const Plan& plan)>& make) {
  int exit_code = exit_ok;
  const auto record = read_record(ledger, exit_code);
  if (!record) {
    return exit_code;
  }
  const auto scenarios = recorded_scenarios(*record);
  const auto plan = scenarios ? judged_plan(*record, *scenarios) : std::nullopt;
  auto rulings = plan ? make(*record, *plan) : std::nullopt;
  if (!rulings) {
    return exit_invalid;
  }
  const auto given = rulings->size();
  const auto& known = record->rulings;
  rulings->erase(std::remove_if(rulings->begin(), rulings->end(),
                                [&](const Ruling& ruling) {
                                  return std::find(known.begin(), known.end(), ruling) != known.end();
                                }),
                 rulings->end());
  if (!rulings->empty()) {
    exit_code = append(ledger, key_file, *rulings);
  }
  if (exit_code == exit_ok) {
    std::cout << fmt::format("{} recorded, {} there already\n", rulings->size(), given - rulings->size());
  }
  return exit_code;
}

Time present() {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace labcheck::cli
