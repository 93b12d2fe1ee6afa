#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/vpn_peers.hpp"
#include "checks/network/vpn_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "name",
       .kind = ValueKind::text,
       .about =
           "WireGuard's interface, strongSwan's connection, or the name of OpenVPN's configuration file (NAME.conf)",
       .required = true},
      {.name = "kind",
       .kind = ValueKind::text,
       .about = "wireguard, ipsec (strongSwan) or openvpn",
       .fallback = "wireguard",
       .choices = {"wireguard", "ipsec", "openvpn"}},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is such a tunnel, loaded or configured"},
      {.name = "running", .kind = ValueKind::boolean, .about = "whether what serves it runs"},
      {.name = "established",
       .kind = ValueKind::boolean,
       .about = "whether a peer is: WireGuard's last handshake is younger than 3 minutes, IPsec has an established "
                "association with an installed child, OpenVPN has a client or has received; not there when OpenVPN "
                "keeps no status file"},
      {.name = "peers",
       .kind = ValueKind::list,
       .about = "name (a key, identity or certificate's), endpoint, networks, local_networks, established, state, "
                "handshake_age in seconds, keepalive, received and sent in bytes, as far as its kind knows them: "
                "\"$[?@.endpoint=='10.0.0.2:51820'].networks\""},
      {.name = "public_key", .kind = ValueKind::text, .about = "WireGuard's own"},
      {.name = "listen_port", .kind = ValueKind::integer, .about = "WireGuard's UDP port"},
  };
}

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return is_name(name, "._-@") && !name.starts_with('.') ? "" : fmt::format("'{}' is no name of a tunnel", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto kind = given(parameters, "kind") ? text_of(parameters, "kind") : "wireguard";
  return host_script(vpn_script, {kind, text_of(parameters, "name")});
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  const auto kind = text_of(parameters, "kind");
  if (fields.has("exists")) {
    LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
    if (!exists) {
      return with_peers({{"exists", false}, {"running", false}}, Value::array());
    }
  }
  return kind == "ipsec"     ? read_ipsec(fields, text_of(parameters, "name"))
         : kind == "openvpn" ? read_openvpn(fields)
                             : read_wireguard(fields);
}

}  // namespace

CheckType vpn() {
  return {
      .name = "vpn",
      .subject = "network",
      .about = "a tunnel of the host: WireGuard, IPsec (strongSwan) or OpenVPN",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{established: true}",
      .example =
          "on: gate\nvpn: wg0\nwithin: 30s\n"
          "expect: {established: true, peers: {\"$[*].networks[*]\": {contains: 10.2.0.0/24}}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
