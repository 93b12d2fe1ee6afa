#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <labcheck/roster.hpp>

namespace labcheck::cli {

/// A roster whose secrets nobody needs: none is fetched or asked for. Nullopt once its errors are printed.
std::optional<std::shared_ptr<const Roster>> load_roster_without_secrets(const std::string& path);

/// The candidates of these ids, all of them when none is given; nullopt once an unknown one is complained of.
std::optional<std::vector<const Candidate*>> candidates_of(const Roster& roster, const std::vector<std::string>& ids);

}  // namespace labcheck::cli
