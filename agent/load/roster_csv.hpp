#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>

#include "load/fields.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// A table's bytes as UTF-8 without a byte order mark; what is no UTF-8 is taken for GBK.
Result<std::string> csv_text(std::string_view bytes);

/// Reads a roster in CSV (UTF-8): `id,name,seat,ROLE,…,user,key,sudo,password_env`; every other column is a role, with
/// several hosts set apart by spaces or semicolons.
Draft read_csv_roster(const std::string& name, const std::string& text, Diagnostics& diagnostics);

}  // namespace labcheck::load
