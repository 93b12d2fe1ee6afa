#include "qualify/record.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>

#include "load/sources.hpp"
#include "qualify/digest.hpp"

namespace labcheck::qualify {
namespace {

constexpr const char* schema = "labcheck.qualification/1";

std::string stored_path(const std::string& folder) {
  return folder + "/result.json";
}

Value row_json(const Row& row, const StoredRow& stored) {
  return {{"kind", to_string(row.kind)},
          {"name", row.name},
          {"digest", stored.digest},
          {"holds", stored.result.holds()},
          {"complaints", stored.result.complaints},
          {"turned", stored.result.turned},
          {"seconds", stored.result.seconds}};
}

}  // namespace

const StoredRow* current(const Row& row, const Stored& stored) {
  const auto found = stored.rows.find(row.title());
  return found != stored.rows.end() && found->second.digest == row.digest ? &found->second : nullptr;
}

Result<Stored> read_stored(const std::string& folder) {
  const auto path = stored_path(folder);
  LABCHECK_TRY_ASSIGN(const auto text, load::disk_sources()(path));
  Stored stored;
  if (!text) {
    return stored;
  }
  try {
    const auto json = Value::parse(*text);
    if (json.at("schema") != schema) {
      return failed(ErrorKind::invalid, fmt::format("{}: unknown schema {} (this program reads {})", path,
                                                    dump(json.at("schema")), schema));
    }
    for (const auto& row : json.at("rows")) {
      const auto name = row.at("name").get<std::string>();
      const auto title = row.at("kind").get<std::string>() + (name.empty() ? "" : " " + name);
      stored.rows[title] = {
          .digest = row.at("digest"),
          .result = {.complaints = row.at("complaints"), .turned = row.at("turned"), .seconds = row.at("seconds")}};
    }
    stored.unwatched = json.at("unwatched");
  } catch (const Value::exception& problem) {
    return failed(ErrorKind::invalid, fmt::format("{}: no stored qualification: {}", path, problem.what()));
  }
  return stored;
}

Standing standing_of(const Folder& folder, const Stored& stored) {
  Standing standing;
  bool basics = true;
  bool all = true;
  bool any_fault = false;
  for (const auto& row : folder.rows) {
    const auto* known = current(row, stored);
    const bool basic = row.kind == RowKind::pristine || row.kind == RowKind::solved || row.kind == RowKind::rebooted;
    const bool holds = known != nullptr && known->result.holds();
    if (known == nullptr) {
      standing.untried.push_back(row.title());
    } else if (!holds) {
      standing.survivors.push_back(row.title());
    }
    basics = basics && (holds || !basic);
    all = all && holds;
    any_fault = any_fault || row.kind == RowKind::fault;
  }
  standing.grade = stored.rows.empty() ? Grade::untried
                   : all && any_fault  ? Grade::exam
                   : basics            ? Grade::practice
                                       : Grade::draft;
  return standing;
}

Value as_json(const Folder& folder, const Scenario& scenario, const Stored& stored) {
  Value rows = Value::array();
  for (const auto& row : folder.rows) {
    if (const auto* known = current(row, stored)) {
      rows.push_back(row_json(row, *known));
    }
  }
  return {{"schema", schema},
          {"scenario", scenario.id},
          {"digest", digest_of(scenario)},
          {"grade", to_string(standing_of(folder, stored).grade)},
          {"driver", folder.driver},
          {"tier", folder.tier},
          {"rows", rows},
          {"unwatched", stored.unwatched}};
}

Result<void> write_stored(const std::string& folder, const Value& json) {
  const auto path = stored_path(folder);
  const auto part = path + ".part";
  {
    std::ofstream out{part, std::ios::trunc};
    out << json.dump(2) << '\n';
    if (!out.flush()) {
      return failed(ErrorKind::resource, "cannot write " + part);
    }
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    return failed(ErrorKind::resource, "cannot write " + path);
  }
  return {};
}

}  // namespace labcheck::qualify
