#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// `NAME (MODE)`, as the kernel labels profiles and processes.
struct Labelled {
  std::string name{};
  std::string mode{};
};

struct ProfileFile {
  std::string path{};
  std::set<std::string, std::less<>> names{};
  std::string text{};
  bool disabled{false};
  bool forced{false};  ///< to complain only
};

std::optional<Labelled> read_label(std::string_view text);
Result<std::vector<ProfileFile>> profile_files(const Fields& fields);

/// The mode that a file's text gives a profile by its flags, enforce when they say none; nothing when the text itself
/// has no such profile, but a file that it includes, or under a variable's name.
std::optional<std::string> mode_in(std::string_view text, std::string_view profile);

}  // namespace labcheck::checks
