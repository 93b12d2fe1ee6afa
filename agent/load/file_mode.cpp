#include "load/file_mode.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace labcheck::load {

std::optional<std::string> open_mode(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const auto status = fs::status(path, problem);
  const auto others = fs::perms::group_all | fs::perms::others_all;
  if (problem || !fs::exists(status) || (status.permissions() & others) == fs::perms::none) {
    return std::nullopt;
  }
  return fmt::format("{:04o}", static_cast<unsigned>(status.permissions()) & 07777U);
}

}  // namespace labcheck::load
