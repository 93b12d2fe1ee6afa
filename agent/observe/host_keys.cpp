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

HostKeyring::HostKeyring(HostKeys policy, const std::string& known_file, std::string learnt_file)
    : policy_{policy}, known_file_{known_file}, learnt_file_{std::move(learnt_file)} {
  if (!known_file.empty()) {
    known_.read(whole_file(known_file));
  }
  if (!learnt_file_.empty()) {
    learnt_.read(whole_file(learnt_file_));
  }
}

std::vector<std::string> HostKeyring::types(std::string_view host, std::uint16_t port, std::string_view pin) const {
  if (!pin.empty()) {
    const auto key = pinned_key(pin);
    return key ? std::vector<std::string>{key_type(*key)} : std::vector<std::string>{};
  }
  auto found = known_.types(host, port);
  return found.empty() ? learnt_.types(host, port) : found;
}

std::optional<Trouble> HostKeyring::judge(std::string_view host, std::uint16_t port, std::string_view pin,
                                          std::string_view key) {
  const auto name = known_hosts_name(host, port);
  const auto found = fmt::format("{} {}", key_type(key), fingerprint(key));
  const auto bad = [](std::string message) { return Trouble{Ending::host_key_changed, std::move(message), false}; };
  if (!pin.empty()) {
    const auto pinned = pinned_key(pin);
    if (!pinned) {
      return bad(fmt::format("the host key that the roster pins for {} can't be read", name));
    }
    return *pinned == key ? std::nullopt
                          : std::optional{bad(fmt::format("the host key of {} is {}, the roster pins {} {}", name,
                                                          found, key_type(*pinned), fingerprint(*pinned)))};
  }
  using Standing = KnownHosts::Standing;
  auto standing = known_.standing(host, port, key);
  auto file = known_file_;
  if (standing == Standing::unknown) {
    standing = learnt_.standing(host, port, key);
    file = learnt_file_.empty() ? "this run" : learnt_file_;
  }
  switch (standing) {
    case Standing::known:
      return std::nullopt;
    case Standing::revoked:
      return bad(fmt::format("the host key of {}, {}, is revoked in {}", name, found, file));
    case Standing::changed:
      return bad(fmt::format("the host key of {} has changed to {}; {} knows another one", name, found, file));
    case Standing::unknown:
      break;
  }
  if (policy_ == HostKeys::strict) {
    return bad(fmt::format("the host key of {}, {}, is not known (host keys are strict)", name, found));
  }
  learn(host, port, key);
  return std::nullopt;
}

void HostKeyring::learn(std::string_view host, std::uint16_t port, std::string_view key) {
  const auto line = fmt::format("{} {} {}\n", known_hosts_name(host, port), key_type(key), base64(key));
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
    spdlog::warn("the host key of {} could not be kept in {}", known_hosts_name(host, port), learnt_file_);
  }
}

}  // namespace labcheck::observe
