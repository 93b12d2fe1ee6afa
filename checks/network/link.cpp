#include "link.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

constexpr std::array<std::string_view, 20> kinds{"bridge", "bond",    "team",    "vlan",      "vxlan",  "veth", "tun",
                                                 "dummy",  "macvlan", "macvtap", "ipvlan",    "geneve", "gre",  "ipip",
                                                 "sit",    "gretap",  "vrf",     "wireguard", "ifb",    "vti"};

std::vector<std::string> words_of(std::string_view text) {
  auto words = split(text, ' ');
  words.erase(std::remove(words.begin(), words.end(), std::string{}), words.end());
  return words;
}

bool has_flag(const std::vector<std::string>& flags, std::string_view flag) {
  return std::find(flags.begin(), flags.end(), flag) != flags.end();
}

// Behind the link's address stands its kind, as the first word of the third piece; a physical link has no such piece.
std::string kind_of(const std::vector<std::string>& pieces, const std::vector<std::string>& address) {
  const auto type = address.empty() ? std::string{} : address.front();
  if (type == "link/loopback") {
    return "loopback";
  }
  const auto details = pieces.size() > 2 ? words_of(pieces[2]) : std::vector<std::string>{};
  if (!details.empty() && std::find(kinds.begin(), kinds.end(), details.front()) != kinds.end()) {
    return details.front();
  }
  return type == "link/ether" ? "physical" : "virtual";
}

}  // namespace

// "2: eth0@if3: <BROADCAST,UP,LOWER_UP> mtu 1500 …\    link/ether 02:81:db:69:6c:f5 …\    veth …"
Result<Link> read_link(std::string_view output, std::string_view name) {
  const auto wrong = [&] { return unreadable(fmt::format("ip shows the interface as '{}'", excerpt(output))); };
  const auto pieces = split(output.substr(0, output.find('\n')), '\\');
  const auto header = words_of(pieces.front());
  if (header.size() < 5 || pieces.size() < 2 || header[3] != "mtu") {
    return wrong();
  }
  const auto shown_name = header[1].substr(0, header[1].find_first_of("@:", name.size()));
  const auto& flags = header[2];
  const auto mtu = read_integer(header[4]);
  if (shown_name != name || !flags.starts_with('<') || !flags.ends_with('>') || !mtu) {
    return wrong();
  }
  const auto set = split(std::string_view{flags}.substr(1, flags.size() - 2), ',');
  const auto address = words_of(pieces[1]);
  return Link{.up = has_flag(set, "UP") && has_flag(set, "LOWER_UP"),
              .mtu = *mtu,
              .kind = kind_of(pieces, address),
              .mac = address.size() > 1 && address[1].size() == 17 ? valid_utf8(address[1]) : std::string{}};
}

}  // namespace labcheck::checks
