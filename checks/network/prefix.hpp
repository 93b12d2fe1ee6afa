#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace labcheck::checks {

/// An IPv4 or IPv6 network, or a single address (then with the longest prefix there is).
struct Prefix {
  std::array<unsigned char, 16> bytes{};  ///< bits behind the prefix may be set, as in 10.0.0.5/24
  int length{0};
  bool six{false};
};

/// "10.1.0.0/16", "fd00::/8", "10.1.0.1", "10.1.0.0/255.255.0.0", "default" (0.0.0.0/0); nothing when it is none.
std::optional<Prefix> read_prefix(std::string_view text);
/// The same with no bit set behind the prefix.
Prefix network_of(Prefix prefix);
/// The shortest spelling, always with a prefix.
std::string spelt(const Prefix& prefix);

bool same(const Prefix& one, const Prefix& other);
/// Whether every address of `inner` is in `outer`; whether any is in both.
bool covers(const Prefix& outer, const Prefix& inner);
bool overlap(const Prefix& one, const Prefix& other);

}  // namespace labcheck::checks
