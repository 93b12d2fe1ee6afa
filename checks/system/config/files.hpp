#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

struct ConfigFile {
  std::string path{};
  std::string text{};  ///< valid UTF-8, with neither a byte order mark nor carriage returns before newlines
};

/// A configuration with all that it includes, as the host sent it.
struct ConfigFiles {
  std::vector<ConfigFile> files{};                             ///< the first is the one that was asked about
  std::map<std::string, std::vector<std::string>> includes{};  ///< paths by the pattern, as it is written
  const ConfigFile* find(std::string_view path) const;
};

/// Why a file is not what it should be: the candidate's own mistake, so a fact, unless it is `ours`.
struct ConfigProblem {
  std::string file{};
  std::size_t line{0};  ///< 0 when it has none
  std::string what{};
  bool ours{false};  ///< not the candidate's: labcheck could not follow an include
};

template <class T>
using Parsed = tl::expected<T, ConfigProblem>;

inline tl::unexpected<ConfigProblem> malformed(std::string file, std::size_t line, std::string what) {
  return tl::unexpected<ConfigProblem>(ConfigProblem{.file = std::move(file), .line = line, .what = std::move(what)});
}

/// "/etc/my.cnf:3: what is wrong"
std::string in_words(const ConfigProblem& problem);

/// Files that can't be read or hold more than is read are errors.
Result<ConfigFiles> read_config_files(const Fields& fields);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace labcheck::checks
