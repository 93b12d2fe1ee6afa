#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace labcheck::checks {

/// What the files of sysctl.d(5) make of a setting at boot.
struct BootSetting {
  std::string value{};
  std::string file{};     ///< the one that has the last word
  std::string pattern{};  ///< as it stands there, when the key isn't named itself
};

struct SettingsFile {
  std::string name{};
  std::string lines{};
};

/// Reads the files in the order in which they count. A key that is named itself, be it only to exclude it
/// (`-net.ipv4.conf.lo.rp_filter`), is left alone by patterns; among patterns the last assignment wins.
std::optional<BootSetting> boot_setting(const std::vector<SettingsFile>& files, std::string_view key);

/// Blanks between the numbers of a setting are as good as one.
std::string single_blanks(std::string_view text);

}  // namespace labcheck::checks
