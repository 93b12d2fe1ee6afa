#pragma once

#include <map>
#include <string>
#include <vector>

#include <labcheck/value.hpp>

#include "checks/network/firewall_model.hpp"

namespace labcheck::checks {

/// The elements of a table's named sets, by "family table name".
using NamedSets = std::map<std::string, Value, std::less<>>;

/// Values of an nft expression (a text, number, list, set, range, prefix, or a named set's) as texts; nothing where one
/// of them isn't understood.
std::optional<std::vector<std::string>> nft_values(const Value& right, const NamedSets& sets, const std::string& table);

/// What `left` of a match stands for, and what else a packet must then be: `tcp dport` wants TCP.
std::vector<Condition> nft_conditions(const Value& left, const std::optional<std::vector<std::string>>& values,
                                      bool negated);

}  // namespace labcheck::checks
