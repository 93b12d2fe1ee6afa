#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace labcheck::observe {

/// A known_hosts file as sshd(8) describes it: plain and hashed names, `[host]:port`, wildcards, `!`, `@revoked`.
/// Lines that can't be understood are left out, as ssh does.
class KnownHosts {
 public:
  enum class Standing { unknown, known, changed, revoked };

  void read(std::string_view text);
  /// How a host's key (its blob) stands. A key of another type than the known ones is `changed` too: ask for the known
  /// types first.
  Standing standing(std::string_view host, std::uint16_t port, std::string_view key) const;
  /// Whether a `@cert-authority` line speaks for a host.
  bool has_authority(std::string_view host, std::uint16_t port) const;
  /// The types of the keys known for a host, to be asked for first: "ssh-ed25519".
  std::vector<std::string> types(std::string_view host, std::uint16_t port) const;

 private:
  struct Entry {
    std::string names{};
    std::string key{};
    bool revoked{false};
  };
  std::vector<Entry> entries_{};
  std::vector<std::string> authorities_{};  ///< the names of @cert-authority lines
};

/// How a host is called in the file: `host`, or `[host]:port` when the port isn't 22.
std::string known_hosts_name(std::string_view host, std::uint16_t port);
/// The type that a key's blob begins with, or an empty text.
std::string key_type(std::string_view key);

}  // namespace labcheck::observe
