#include "load/sources.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace labcheck::load {

namespace {

Result<std::optional<std::string>> read_file(const std::string& path) {
  const auto unreadable = [&](const std::string& why) {
    return failed(ErrorKind::invalid, "can't read '" + path + "': " + why);
  };
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (status.type() == std::filesystem::file_type::not_found) {
    return std::optional<std::string>{};
  }
  if (problem) {
    return unreadable(problem.message());
  }
  if (std::filesystem::is_directory(status)) {
    return unreadable("it is a directory");
  }
  if (!std::filesystem::is_regular_file(status)) {
    return unreadable("it is no regular file");
  }
  errno = 0;
  std::ifstream stream{path, std::ios::binary};
  if (!stream) {
    return unreadable(std::strerror(errno));
  }
  std::string text;
  std::array<char, 16'384> piece{};
  while (stream && text.size() <= max_source_bytes) {
    stream.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) {
    return unreadable(std::strerror(errno));
  }
  if (text.size() > max_source_bytes) {
    return unreadable("it is over 4 MiB");
  }
  return std::optional<std::string>{std::move(text)};
}

}  // namespace

Sources disk_sources() {
  return read_file;
}

}  // namespace labcheck::load
