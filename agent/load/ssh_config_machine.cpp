#include <cstdlib>
#include <map>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <glob.h>

#include "load/ssh_config.hpp"

namespace labcheck::load {
namespace {

std::vector<std::string> matching_files(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  ::globfree(&found);
  return paths;
}

/// Who could change it could send the agent, and the passwords with it, anywhere.
std::optional<std::string> not_safe(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return std::nullopt;
  }
  if (status.st_uid != 0 && status.st_uid != ::getuid()) {
    return "another user owns it";
  }
  return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0
             ? std::optional{fmt::format("others can write it: chmod 600 {}", path)}
             : std::nullopt;
}

/// Reads each file once. `named` is a file of the command line, which ssh doesn't look at so closely either.
Sources safe_sources(std::string named) {
  using Text = Result<std::optional<std::string>>;
  auto kept = std::make_shared<std::map<std::string, Text>>();
  return [kept, named = std::move(named), disk = disk_sources()](const std::string& path) -> Text {
    const auto known = kept->find(path);
    if (known != kept->end()) {
      return known->second;
    }
    const auto unsafe = path == named ? std::nullopt : not_safe(path);
    return kept->emplace(path, unsafe ? Text{failed(ErrorKind::invalid, *unsafe)} : disk(path)).first->second;
  };
}

}  // namespace

Result<SshConfig> machine_ssh_config(const std::string& path) {
  if (path == "none") {
    return SshConfig{};
  }
  const auto* account = ::getpwuid(::getuid());
  const char* home = std::getenv("HOME");
  char host[256] = {};
  ::gethostname(host, sizeof host - 1);
  auto sources = std::make_shared<SshConfigSources>();
  sources->home = home != nullptr ? home : account != nullptr ? account->pw_dir : "";
  sources->local_user = account != nullptr ? account->pw_name : "";
  sources->local_host = host;
  sources->read = safe_sources(path);
  sources->matching = matching_files;
  sources->env = [](const std::string& variable) {
    const char* value = std::getenv(variable.c_str());
    return value != nullptr ? std::optional<std::string>{value} : std::nullopt;
  };
  if (!path.empty()) {
    const auto text = sources->read(path);
    if (!text || !*text) {
      return failed(ErrorKind::invalid, fmt::format("{}: {}", path, text ? "no such file" : text.error().message));
    }
  }
  return SshConfig{path.empty() ? sources->home + "/.ssh/config" : path, std::move(sources)};
}

}  // namespace labcheck::load
