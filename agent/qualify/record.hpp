#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "qualify/compare.hpp"
#include "qualify/folder.hpp"

namespace labcheck::qualify {

/// How far a scenario is proven: pristine, solved and rebooted hold → practice; every row holds, with a fault among
/// them → exam.
enum class Grade { untried, draft, practice, exam };

constexpr std::string_view to_string(Grade grade) {
  constexpr std::string_view names[] = {"", "draft", "practice", "exam"};
  return names[static_cast<int>(grade)];
}

/// A row's stored result; it counts only for a row with the same digest.
struct StoredRow {
  std::string digest{};
  RowResult result{};
};

/// NAME.qualify/result.json, by the rows' titles.
struct Stored {
  std::map<std::string, StoredRow> rows{};
  std::vector<std::string> unwatched{};  ///< unasked faults that nothing notices
};

/// An absent file is empty; one that can't be understood is an error.
Result<Stored> read_stored(const std::string& folder);

/// What is stored of a row as it stands now; nullptr when it was never tried, or changed since.
const StoredRow* current(const Row& row, const Stored& stored);

/// What is known of the rows as they stand now: a row that changed since it was tried is not known.
struct Standing {
  Grade grade{Grade::untried};
  std::vector<std::string> untried{};    ///< titles of rows never tried, or changed since
  std::vector<std::string> survivors{};  ///< titles of rows that don't hold
};
Standing standing_of(const Folder& folder, const Stored& stored);

/// The table as JSON (labcheck.qualification/1); rows that are no more are left out.
Value as_json(const Folder& folder, const Scenario& scenario, const Stored& stored);

Result<void> write_stored(const std::string& folder, const Value& json);

}  // namespace labcheck::qualify
