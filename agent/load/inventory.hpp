#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

#include "load/fields.hpp"

namespace labcheck::load {

struct InventoryValue {
  std::string text{};
  Place place{};
  std::size_t length{0};  ///< bytes that it takes up in the file
};

using InventoryVariables = std::map<std::string, InventoryValue>;

struct InventoryHost {
  std::string name{};
  Place place{};
  std::vector<std::string> groups{};  ///< those that list it themselves, in the file's order
  InventoryVariables variables{};
};

struct InventoryGroup {
  std::vector<std::string> children{};
  InventoryVariables variables{};
};

/// An Ansible inventory in its INI form, hosts in the file's order, ranges (`web[1:3]`) spelled out.
struct Inventory {
  std::vector<InventoryHost> hosts{};
  std::map<std::string, InventoryGroup> groups{};

  /// A host's variables: its own over those of its groups, these over those of the groups that hold them, `all` last.
  InventoryVariables variables_of(const InventoryHost& host) const;
};

Inventory parse_inventory(const std::string& name, std::string_view text, Findings& findings);

/// `web[1:3]`, `db-[a:c]`, `n[01:10:3]` spelled out; an error when a range is none.
Result<std::vector<std::string>> expand_ranges(const std::string& pattern);

}  // namespace labcheck::load
