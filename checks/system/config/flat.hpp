#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/value.hpp>

#include "files.hpp"

namespace labcheck::checks {

/// One assignment, in the order in which the program reads them.
struct Setting {
  std::string section{};
  std::string key{};
  std::string value{};
  std::string file{};
};

/// How lines are read, by format and as the scenario says.
struct FlatStyle {
  std::string_view format{};  ///< ini, mysql, git, systemd, keyvalue, properties, shell
  std::string comment{};      ///< begins a comment behind a value
  bool ignore_case{false};
};

Parsed<std::vector<Setting>> read_flat(const ConfigFiles& files, const FlatStyle& style);

/// Section and key as this format compares them.
std::string as_section(std::string_view name, const FlatStyle& style);
std::string as_key(std::string_view name, const FlatStyle& style);

/// Sections of keys (or just keys, where the format knows no sections); what is set more than once is a list.
Value structure_of(const std::vector<Setting>& settings, const FlatStyle& style);

/// A value without the quotes around it, its escapes undone as this format does. Nothing when a quote isn't closed.
std::optional<std::string> unquoted(std::string_view value, std::string_view format);

}  // namespace labcheck::checks
