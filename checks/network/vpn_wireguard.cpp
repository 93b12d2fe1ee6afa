#include <algorithm>

#include <fmt/format.h>

#include "checks/network/vpn_peers.hpp"

namespace labcheck::checks {
namespace {

// After this long without a new handshake WireGuard itself refuses to use the old one (REJECT_AFTER_TIME).
constexpr std::int64_t longest_session = 180;

Result<Value> read_peer(const std::string& line, std::int64_t now) {
  const auto words = split(line, '\t');
  const auto wrong = [&] { return unreadable(fmt::format("wg shows a peer as '{}'", excerpt(line))); };
  if (words.size() != 7) {
    return wrong();
  }
  const auto handshake = read_integer(words[3]);
  const auto received = read_integer(words[4]);
  const auto sent = read_integer(words[5]);
  if (!handshake || !received || !sent || *handshake < 0) {
    return wrong();
  }
  Value peer{{"name", valid_utf8(words[0])},
             {"received", *received},
             {"sent", *sent},
             {"networks", Value::array()},
             {"established", *handshake > 0 && now - *handshake < longest_session}};
  if (words[1] != "(none)") {
    peer["endpoint"] = valid_utf8(words[1]);
  }
  for (const auto& network : split(words[2], ',')) {
    if (network != "(none)") {
      peer["networks"].push_back(valid_utf8(network));
    }
  }
  if (*handshake > 0) {
    peer["handshake_age"] = std::max<std::int64_t>(now - *handshake, 0);
  }
  if (const auto keepalive = read_integer(words[6])) {
    peer["keepalive"] = *keepalive;
  }
  return peer;
}

}  // namespace

Value with_peers(Value facts, Value peers) {
  facts["established"] =
      std::any_of(peers.begin(), peers.end(), [](const Value& peer) { return peer.value("established", false); });
  facts["peers"] = std::move(peers);
  return facts;
}

Result<Value> read_wireguard(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto dump, fields.bytes("dump"));
  LABCHECK_TRY_ASSIGN(const auto now, fields.integer("now"));
  auto lines = lines_of(dump);
  const auto own = lines.empty() ? std::vector<std::string>{} : split(lines.front(), '\t');
  const auto port = own.size() == 3 ? read_integer(own[1]) : std::nullopt;
  if (!port) {
    return unreadable(fmt::format("wg shows the tunnel as '{}'", excerpt(dump)));
  }
  Value facts{{"exists", true}, {"running", true}, {"listen_port", *port}, {"public_key", valid_utf8(own[0])}};
  Value peers = Value::array();
  for (std::size_t at = 1; at < lines.size(); ++at) {
    LABCHECK_TRY_ASSIGN(auto peer, read_peer(lines[at], now));
    peers.push_back(std::move(peer));
  }
  return with_peers(std::move(facts), std::move(peers));
}

}  // namespace labcheck::checks
