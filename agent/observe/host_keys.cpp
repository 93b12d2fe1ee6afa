#include "observe/host_keys.hpp"

#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "observe/encoding.hpp"

namespace labcheck::observe {
namespace {

std::string whole_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// The blob of a pin, `ssh-ed25519 AAAA…` or the Base64 alone.
std::optional<std::string> pinned_key(std::string_view pin) {
  for (std::size_t from = 0; from < pin.size();) {
    const auto to = std::min(pin.find(' ', from), pin.size());
    if (auto key = from_base64(pin.substr(from, to - from)); key && !key_type(*key).empty()) {
      return key;
    }
    from = to + 1;
  }
  return std::nullopt;
}

}  // namespace

HostKeyring::HostKeyring(const EngineOptions& options)
    : policy_{options.host_keys}, only_these_{options.these_known_hosts}, learnt_file_{options.learnt_hosts} {
  if (!options.known_hosts.empty()) {
    files_.push_back(options.known_hosts);
  }
  files_.insert(files_.end(), options.more_known_hosts.begin(), options.more_known_hosts.end());
  if (!learnt_file_.empty()) {
    learnt_.read(whole_file(learnt_file_));
  }
}

const std::vector<std::string>& HostKeyring::files_of(const KnownAs& host) const {
  return host.files.empty() || only_these_ ? files_ : host.files;
}

const KnownHosts& HostKeyring::read(const std::string& file) {
  const auto [place, fresh] = read_.try_emplace(file);
  if (fresh) {
    place->second.read(whole_file(file));
  }
  return place->second;
}

std::vector<std::string> HostKeyring::types(const KnownAs& host) {
  if (!host.pin.empty()) {
    const auto key = pinned_key(host.pin);
    return key ? std::vector<std::string>{key_type(*key)} : std::vector<std::string>{};
  }
  std::vector<std::string> found;
  for (const auto& name : {host.name, host.plain_name}) {
    for (const auto& file : files_of(host)) {
      if (found.empty() && !name.empty()) {
        found = read(file).types(name, host.port);
      }
    }
  }
  return found.empty() ? learnt_.types(host.name, host.port) : found;
}

/// A key that some file knows is known, though another file may know another one; but revoked anywhere is revoked.
HostKeyring::Found HostKeyring::find(const KnownAs& host, std::string_view key) {
  Found found;
  const auto take = [&](Standing standing, const std::string& file) {
    const bool more = standing == Standing::revoked || found.standing == Standing::unknown ||
                      (standing == Standing::known && found.standing == Standing::changed);
    if (standing != Standing::unknown && more && found.standing != Standing::revoked) {
      found = {standing, file};
    }
  };
  for (const auto& file : files_of(host)) {
    take(read(file).standing(host.name, host.port, key), file);
    if (!host.plain_name.empty()) {
      // What ssh knows under the bare address may be another host, behind another jump host.
      const auto standing = read(file).standing(host.plain_name, host.port, key);
      take(standing == Standing::changed ? Standing::unknown : standing, file);
    }
  }
  if (found.standing == Standing::unknown) {
    take(learnt_.standing(host.name, host.port, key), learnt_file_.empty() ? "this run" : learnt_file_);
  }
  return found;
}

std::optional<Trouble> HostKeyring::judge_pin(const KnownAs& host, std::string_view key, const std::string& shown) {
  const auto name = known_hosts_name(host.name, host.port);
  const auto pinned = pinned_key(host.pin);
  if (!pinned) {
    return Trouble{Ending::host_key_changed,
                   fmt::format("the host key that the roster pins for {} can't be read", name), false};
  }
  if (*pinned == key) {
    return std::nullopt;
  }
  return Trouble{Ending::host_key_changed,
                 fmt::format("the host key of {} is {}, the roster pins {} {}", name, shown, key_type(*pinned),
                             fingerprint(*pinned)),
                 false};
}

bool HostKeyring::has_authority(const KnownAs& host) {
  const auto& files = files_of(host);
  return std::any_of(files.begin(), files.end(), [&](const std::string& file) {
    return read(file).has_authority(host.plain_name.empty() ? host.name : host.plain_name, host.port);
  });
}

std::optional<Trouble> HostKeyring::judge(const KnownAs& host, std::string_view key) {
  const auto name = known_hosts_name(host.name, host.port);
  const auto shown = fmt::format("{} {}", key_type(key), fingerprint(key));
  const auto bad = [](std::string message) { return Trouble{Ending::host_key_changed, std::move(message), false}; };
  const auto found = find(host, key);
  if (found.standing == Standing::revoked) {
    return bad(fmt::format("the host key of {}, {}, is revoked in {}", name, shown, found.file));
  }
  if (!host.pin.empty()) {
    return judge_pin(host, key, shown);
  }
  if (found.standing == Standing::known) {
    return std::nullopt;
  }
  if (found.standing == Standing::changed) {
    return bad(fmt::format("the host key of {} has changed to {}; {} knows another one", name, shown, found.file));
  }
  const bool strict = policy_ == HostKeys::strict || host.strict;
  const std::string_view unsupported = has_authority(host) ? "; its @cert-authority line does not help, since labcheck "
                                                             "does not read host certificates: add its own key"
                                                           : "";
  if (strict) {
    return bad(fmt::format("the host key of {}, {}, is not known (host keys are strict){}", name, shown, unsupported));
  }
  if (!unsupported.empty()) {
    spdlog::warn("the host key of {} is learnt{}", name, unsupported);
  }
  learn(host, key);
  return std::nullopt;
}

void HostKeyring::learn(const KnownAs& host, std::string_view key) {
  const auto name = known_hosts_name(host.name, host.port);
  const auto line = fmt::format("{} {} {}\n", name, key_type(key), base64(key));
  learnt_.read(line);
  if (learnt_file_.empty()) {
    return;
  }
  const int file = ::open(learnt_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  const bool kept = file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  if (file >= 0) {
    ::close(file);
  }
  if (!kept) {
    spdlog::warn("the host key of {} could not be kept in {}", name, learnt_file_);
  }
}

}  // namespace labcheck::observe
