#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

struct ModuleFile {
  std::string path{};
  std::string text{};
};

/// What modprobe.d(5) says of a module.
struct ProbeRules {
  bool blacklisted{false};
  bool disabled{false};
  std::string options{};
};

/// The kernel's spelling: _ for every -.
std::string module_name(std::string_view spelt);

/// The files that a script told as KEY_file and KEY.
Result<std::vector<ModuleFile>> files_of(const Fields& fields, std::string_view key);

/// The file that names a module to be loaded at boot; /proc/cmdline where the kernel's command line does.
std::optional<std::string> boot_module(const std::vector<ModuleFile>& files, std::string_view words,
                                       std::string_view name);
ProbeRules probe_rules(const std::vector<ModuleFile>& files, std::string_view words, std::string_view name);

}  // namespace labcheck::checks
