#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

std::vector<FactSpec> lvm_facts();

/// The columns asked of vgs, lvs or pvs.
std::string_view lvm_columns(std::string_view kind);

/// GROUP/NAME of that or of /dev/GROUP/NAME.
std::string volume_name(std::string_view spelt);

/// The row of a JSON report that is about a name, or nothing when there is none; a physical volume's by its device's
/// number, too.
Result<std::optional<Value>> find_row(std::string_view report, std::string_view kind, std::string_view name,
                                      std::string_view number);

Result<Value> vg_facts(const Value& row);
Result<Value> lv_facts(const Value& row);
Result<Value> pv_facts(const Value& row);

}  // namespace labcheck::checks
