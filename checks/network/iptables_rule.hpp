#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {

/// A line of iptables-save in words; nothing when a quote isn't closed.
std::optional<std::vector<std::string>> iptables_words(std::string_view line);
/// The rule that the words of an `-A CHAIN …` line make, in a table with these chains.
Rule iptables_rule(const std::vector<std::string>& words, const std::set<std::string>& chains);

}  // namespace labcheck::checks
