#include "cli/sheets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "cli/inputs.hpp"
#include "load/roster.hpp"

namespace labcheck::cli {

std::optional<std::shared_ptr<const Roster>> load_roster_without_secrets(const std::string& path) {
  const auto withheld = [](const std::string&) -> Result<std::string> { return std::string{"withheld"}; };
  load::SecretSources none{.env = [](const std::string&) { return std::optional<std::string>{"withheld"}; },
                           .file = withheld,
                           .command = withheld,
                           .ask = withheld,
                           .open_files = true};
  auto loaded = load::load_roster(path, load::disk_sources(), none);
  if (!loaded.value) {
    print(loaded.diagnostics);
    return std::nullopt;
  }
  return std::move(loaded.value);
}

std::optional<std::vector<const Candidate*>> candidates_of(const Roster& roster, const std::vector<std::string>& ids) {
  std::vector<const Candidate*> chosen;
  std::vector<std::string> known;
  for (const auto& candidate : roster.candidates) {
    known.push_back(candidate.id);
    if (ids.empty() || std::find(ids.begin(), ids.end(), candidate.id) != ids.end()) {
      chosen.push_back(&candidate);
    }
  }
  for (const auto& id : ids) {
    if (std::find(known.begin(), known.end(), id) == known.end()) {
      complain(fmt::format("unknown candidate '{}'{}", id, did_you_mean(id, known)));
      return std::nullopt;
    }
  }
  return chosen;
}

}  // namespace labcheck::cli
