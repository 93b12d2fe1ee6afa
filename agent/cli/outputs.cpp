#include "cli/outputs.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <set>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

namespace labcheck::cli {
namespace {

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const auto& format : report::formats()) {
    names.push_back(format.name);
  }
  return names;
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool cannot_write(const std::string& path) {
  complain(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
  return false;
}

/// Into what is there already and is no file: a device, a pipe. Replacing it would take it from everybody.
bool write_into(const std::string& path, const std::string& text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    return cannot_write(path);
  }
  const bool written = write_all(descriptor, text);
  const int problem = errno;
  ::close(descriptor);
  errno = problem;
  return written || cannot_write(path);
}

bool replace_file(const std::string& path, const std::string& text) {
  const auto temporary = fmt::format("{}.{}.part", path, ::getpid());
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (descriptor < 0) {
    return cannot_write(path);
  }
  const bool written = write_all(descriptor, text) && ::fsync(descriptor) == 0;
  const int problem = errno;
  const bool closed = ::close(descriptor) == 0;
  if (written && closed && std::rename(temporary.c_str(), path.c_str()) == 0) {
    return true;
  }
  errno = written ? errno : problem;
  cannot_write(path);
  ::unlink(temporary.c_str());
  return false;
}

bool write_file(const std::string& path, const std::string& text) {
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0) {
    return replace_file(path, text);
  }
  if (!S_ISREG(there.st_mode)) {
    return write_into(path, text);
  }
  std::error_code unknown;
  const auto target = std::filesystem::canonical(path, unknown);  // a link keeps leading to the report
  return replace_file(unknown ? path : target.string(), text);
}

}  // namespace

std::optional<std::vector<Output>> outputs_of(const ReportOptions& options) {
  std::vector<Output> outputs;
  std::set<std::string> places;
  const std::vector<std::string> fallback{"text"};
  for (const auto& text : options.formats.empty() ? fallback : options.formats) {
    const auto equals = text.find('=');
    const auto name = text.substr(0, equals);
    const auto path = equals == std::string::npos ? "" : text.substr(equals + 1);
    const auto* format = report::find_format(name);
    if (format == nullptr) {
      complain(fmt::format("unknown format '{}'{}; there are {}", name, did_you_mean(name, format_names()),
                           fmt::join(format_names(), ", ")));
      return std::nullopt;
    }
    if (!places.insert(path).second) {
      complain(fmt::format("two reports would go to {}; give one of them a path: --format {}=PATH",
                           path.empty() ? "standard output" : path, name));
      return std::nullopt;
    }
    outputs.push_back({.format = format, .path = path});
  }
  return outputs;
}

bool write_outputs(const std::vector<Output>& outputs, const RunResult& result, const ReportOptions& options) {
  bool good = true;
  for (const auto& output : outputs) {
    const bool terminal = output.path.empty() && ::isatty(STDOUT_FILENO) == 1 && ::getenv("NO_COLOR") == nullptr;
    const auto text = output.format->render(result, {.language = options.lang(), .colour = terminal});
    good = write_text(output.path, text) && good;
  }
  return good;
}

bool write_text(const std::string& path, const std::string& text) {
  if (!path.empty()) {
    return write_file(path, text);
  }
  if (!write_all(STDOUT_FILENO, text)) {
    complain(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
    return false;
  }
  return true;
}

}  // namespace labcheck::cli
