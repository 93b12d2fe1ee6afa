#include <algorithm>

#include <fmt/format.h>

#include "checks/network/vpn_peers.hpp"

namespace labcheck::checks {
namespace {

/// All sections of this name in the messages of kind `event`; an error when the listing has no end.
Result<std::vector<Value>> listed(const Fields& fields, const char* key, const std::string& name) {
  LABCHECK_TRY_ASSIGN(const auto output, fields.bytes(key));
  const auto messages = read_vici(output);
  if (!messages || messages->empty() || messages->back()["kind"] != "reply") {
    return unreadable(fmt::format("swanctl lists {} as '{}'", key, excerpt(output)));
  }
  std::vector<Value> found;
  for (const auto& message : *messages) {
    const auto& what = message["what"];
    if (message["kind"] == "event" && what.contains(name) && what[name].is_object()) {
      found.push_back(what[name]);
    }
  }
  return found;
}

std::string text_in(const Value& section, const char* name) {
  const auto found = section.find(name);
  return found != section.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

void append(Value& list, const Value& section, const char* name) {
  for (const auto& each : section.value(name, Value::array())) {
    list.push_back(each);
  }
}

// An association is of use once it is established and carries a child that the kernel (or libipsec) knows.
Result<Value> read_association(const Value& association) {
  Value peer{{"name", text_in(association, "remote-id")},
             {"endpoint", text_in(association, "remote-host")},
             {"state", text_in(association, "state")},
             {"networks", Value::array()},
             {"local_networks", Value::array()},
             {"received", 0},
             {"sent", 0}};
  bool installed = false;
  for (const auto& child : association.value("child-sas", Value::object())) {
    if (!child.is_object() || text_in(child, "state") != "INSTALLED") {
      continue;
    }
    const auto received = read_integer(text_in(child, "bytes-in"));
    const auto sent = read_integer(text_in(child, "bytes-out"));
    if (!received || !sent) {
      return unreadable("swanctl lists an association without its numbers");
    }
    installed = true;
    append(peer["networks"], child, "remote-ts");
    append(peer["local_networks"], child, "local-ts");
    peer["received"] = peer["received"].get<std::int64_t>() + *received;
    peer["sent"] = peer["sent"].get<std::int64_t>() + *sent;
  }
  peer["established"] = installed && peer["state"] == "ESTABLISHED";
  return peer;
}

// "site[1]: ESTABLISHED 5 seconds ago, 10.0.0.1[a]...10.0.0.2[b]"
bool read_headline(const std::string& text, Value& peer) {
  const auto words = split(text, ' ');
  const auto dots = text.rfind("...");
  if (dots != std::string::npos && words.size() > 1) {
    auto remote = split(text.substr(dots + 3), '[');
    peer["state"] = valid_utf8(words[0].substr(0, words[0].find(',')));
    peer["endpoint"] = valid_utf8(remote[0]);
    peer["name"] = remote.size() > 1 ? valid_utf8(remote[1].substr(0, remote[1].find(']'))) : std::string{};
  }
  return dots != std::string::npos;
}

// "site{1}:  INSTALLED, TUNNEL, …", "site{1}:  …, 84 bytes_i (1 pkt, 5s ago), 84 bytes_o …", "site{1}:   10.1.0.0/24
// === …"
void read_child(const std::string& text, Value& peer) {
  const auto sides = text.find(" === ");
  if (text.starts_with("INSTALLED")) {
    peer["installed"] = true;
  }
  if (sides != std::string::npos) {
    for (const auto& each : split(text.substr(0, sides), ' ')) {
      peer["local_networks"].push_back(valid_utf8(each));
    }
    for (const auto& each : split(text.substr(sides + 5), ' ')) {
      peer["networks"].push_back(valid_utf8(each));
    }
  }
}

std::string trimmed(std::string_view text) {
  return std::string{text.substr(std::min(text.find_first_not_of(' '), text.size()))};
}

/// Of `ipsec statusall`: what stands behind `name: `, `name[1]: ` and `name{1}: `.
Result<Value> read_status(const std::string& status, const std::string& name) {
  if (status.find("Security Associations (") == std::string::npos) {
    return unreadable("ipsec statusall is cut off");
  }
  bool exists = false;
  Value peer{{"networks", Value::array()}, {"local_networks", Value::array()}, {"installed", false}};
  bool any = false;
  for (const auto& raw : lines_of(status)) {
    const auto line = trimmed(raw);
    const auto rest = line.starts_with(name) ? line.substr(name.size()) : std::string{};
    const auto colon = rest.find(": ");
    if (colon == std::string::npos) {
      continue;
    }
    const auto text = trimmed(rest.substr(colon + 1));
    exists = exists || rest[0] == ':';
    any = (rest[0] == '[' && read_headline(text, peer)) || any;
    if (rest[0] == '{') {
      read_child(text, peer);
    }
  }
  peer["established"] = any && peer["installed"] == true && peer["state"] == "ESTABLISHED";
  peer.erase("installed");
  return with_peers({{"exists", exists}, {"running", exists}}, any ? Value::array({peer}) : Value::array());
}

}  // namespace

Result<Value> read_ipsec(const Fields& fields, const std::string& name) {
  if (fields.has("status")) {
    LABCHECK_TRY_ASSIGN(const auto status, fields.bytes("status"));
    return read_status(status, name);
  }
  LABCHECK_TRY_ASSIGN(const auto connections, listed(fields, "connections", name));
  LABCHECK_TRY_ASSIGN(const auto associations, listed(fields, "associations", name));
  Value peers = Value::array();
  for (const auto& association : associations) {
    LABCHECK_TRY_ASSIGN(auto peer, read_association(association));
    peers.push_back(std::move(peer));
  }
  const bool exists = !connections.empty();
  return with_peers({{"exists", exists}, {"running", exists}}, std::move(peers));
}

}  // namespace labcheck::checks
