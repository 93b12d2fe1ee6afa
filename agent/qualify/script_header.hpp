#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::qualify {

/// What the comments at the top of a script say of it: a first line of prose, then `# KEY: words`.
struct ScriptHeader {
  std::string about{};
  std::vector<std::string> on{};
  std::vector<std::string> breaks{};
  std::vector<std::string> checks{};
  std::vector<std::string> flags{};
};

ScriptHeader read_header(std::string_view script);

}  // namespace labcheck::qualify
