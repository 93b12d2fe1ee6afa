#include "checks/database/redis_facts.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

// `0012` and `1e3` stay texts: only a number as Redis itself spells one is one.
Value typed(const std::string& text) {
  const auto number = read_integer(text);
  return number && std::to_string(*number) == text ? Value(*number) : Value(text);
}

std::vector<std::string> redis_lines(const std::string& text) {
  auto lines = lines_of(text);
  for (auto& line : lines) {
    if (line.ends_with('\r')) {
      line.pop_back();
    }
  }
  return lines;
}

/// `ip=192.168.10.32,port=6379,state=online,offset=14,lag=0`
Result<Value> read_replica(const std::string& text) {
  std::map<std::string, std::string> fields;
  for (const auto& piece : split(text, ',')) {
    const auto equals = piece.find('=');
    if (equals == std::string::npos || !fields.emplace(piece.substr(0, equals), piece.substr(equals + 1)).second) {
      return unreadable(fmt::format("INFO describes a replica by '{}'", excerpt(text)));
    }
  }
  if (!fields.contains("ip") || !fields.contains("port") || !fields.contains("state")) {
    return unreadable(fmt::format("INFO describes a replica by '{}'", excerpt(text)));
  }
  return Value{{"address", fields["ip"] + ':' + fields["port"]}, {"state", fields["state"]}};
}

std::int64_t slots_in(const std::string& range) {
  const auto dash = range.find('-');
  const auto first = read_integer(range.substr(0, dash));
  const auto last = dash == std::string::npos ? first : read_integer(range.substr(dash + 1));
  const bool sane = first && last && *first >= 0 && *first <= *last && *last < 16'384;
  return sane ? *last - *first + 1 : -1;
}

/// `ID IP:PORT@BUSPORT[,NAME] FLAG,… MASTER|- PING PONG EPOCH LINK SLOT…`
Result<Value> read_node(const std::string& line) {
  const auto words = split(line, ' ');
  const auto wrong = [&] { return unreadable(fmt::format("CLUSTER NODES has the line '{}'", excerpt(line))); };
  if (words.size() < 8) {
    return wrong();
  }
  const auto flags = split(words[2], ',');
  const auto has = [&](std::string_view flag) { return std::find(flags.begin(), flags.end(), flag) != flags.end(); };
  if ((!has("master") && !has("slave")) || (words[7] != "connected" && words[7] != "disconnected")) {
    return wrong();
  }
  std::int64_t slots = 0;
  for (std::size_t at = 8; at < words.size(); ++at) {
    if (words[at].starts_with('[')) {
      continue;  // one that is on its way to or from another node
    }
    const auto count = slots_in(words[at]);
    if (count < 0) {
      return wrong();
    }
    slots += count;
  }
  Value node{{"id", words[0]},
             {"address", words[1].substr(0, words[1].find('@'))},
             {"role", has("master") ? "master" : "slave"},
             {"failed", has("fail") || has("fail?")},
             {"connected", words[7] == "connected" || has("myself")},
             {"slots", slots}};
  if (words[3] != "-") {
    node["master"] = words[3];
  }
  return node;
}

/// A flat list of names and values.
Result<std::map<std::string, std::string>> read_pairs(const Value& reply) {
  std::map<std::string, std::string> pairs;
  bool good = reply.is_array() && reply.size() % 2 == 0;
  for (std::size_t at = 0; good && at < reply.size(); at += 2) {
    good = reply[at].is_string() && reply[at + 1].is_string() &&
           pairs.emplace(reply[at].get<std::string>(), reply[at + 1].get<std::string>()).second;
  }
  const bool whole = good && pairs.contains("ip") && pairs.contains("port") && pairs.contains("flags");
  return whole ? Result<std::map<std::string, std::string>>{std::move(pairs)}
               : unreadable("what came is no description of a server by a sentinel");
}

Result<std::int64_t> number_in(const std::map<std::string, std::string>& pairs, const std::string& name) {
  const auto found = pairs.find(name);
  const auto number = found == pairs.end() ? std::nullopt : read_integer(found->second);
  return number ? Result<std::int64_t>{*number} : unreadable(fmt::format("the sentinel says no '{}'", name));
}

/// A sentinel calls a server `s_down` when it finds it dead itself, and `o_down` when enough others do.
bool is_down(const std::map<std::string, std::string>& pairs) {
  const auto flags = split(pairs.at("flags"), ',');
  return std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
    return flag == "s_down" || flag == "o_down" || flag == "disconnected";
  });
}

}  // namespace

Result<Value> read_redis_info(const Value& reply) {
  if (!reply.is_string()) {
    return unreadable("what came for INFO is no text");
  }
  Value info = Value::object();
  for (const auto& line : redis_lines(reply.get<std::string>())) {
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    const auto colon = line.find(':');
    const auto name = line.substr(0, colon);
    if (colon == std::string::npos || name.empty() || info.contains(name)) {
      return unreadable(fmt::format("INFO has the line '{}'", excerpt(line)));
    }
    info[name] = typed(line.substr(colon + 1));
  }
  return info;
}

Result<Value> redis_replication(const Value& info) {
  Value facts = Value::object();
  if (!info.contains("role")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(facts["role"], member<std::string>(info, "role"));
  LABCHECK_TRY_ASSIGN(const auto count, member<std::int64_t>(info, "connected_slaves"));
  Value nodes = Value::array();
  std::int64_t online = 0;
  for (std::int64_t at = 0; at < count; ++at) {
    LABCHECK_TRY_ASSIGN(const auto text, member<std::string>(info, "slave" + std::to_string(at)));
    LABCHECK_TRY_ASSIGN(auto replica, read_replica(text));
    online += replica["state"] == "online" ? 1 : 0;
    nodes.push_back(std::move(replica));
  }
  facts["replicas"] = online;
  facts["nodes"] = std::move(nodes);
  if (facts["role"] == "slave") {
    LABCHECK_TRY_ASSIGN(const auto host, member<std::string>(info, "master_host"));
    LABCHECK_TRY_ASSIGN(const auto port, member<std::int64_t>(info, "master_port"));
    LABCHECK_TRY_ASSIGN(const auto link, member<std::string>(info, "master_link_status"));
    facts["master"] = fmt::format("{}:{}", host, port);
    facts["link"] = link;
  }
  return facts;
}

Result<Value> read_redis_cluster(const Value& info, const Value& nodes) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_redis_info(info));
  Value facts = Value::object();
  LABCHECK_TRY_ASSIGN(facts["state"], member<std::string>(fields, "cluster_state"));
  for (const auto* name : {"slots_assigned", "slots_ok", "known_nodes", "size"}) {
    LABCHECK_TRY_ASSIGN(facts[name], member<std::int64_t>(fields, std::string{"cluster_"} + name));
  }
  if (!nodes.is_string()) {
    return unreadable("what came for CLUSTER NODES is no text");
  }
  Value list = Value::array();
  std::int64_t replicas = 0;
  for (const auto& line : redis_lines(nodes.get<std::string>())) {
    if (line.empty()) {
      continue;
    }
    LABCHECK_TRY_ASSIGN(auto node, read_node(line));
    replicas += node["role"] == "slave" && node["failed"] == false && node["connected"] == true ? 1 : 0;
    list.push_back(std::move(node));
  }
  if (static_cast<std::int64_t>(list.size()) != facts["known_nodes"].get<std::int64_t>()) {
    return unreadable(fmt::format("CLUSTER INFO knows of {} nodes, CLUSTER NODES of {}",
                                  facts["known_nodes"].get<std::int64_t>(), list.size()));
  }
  facts["replicas"] = replicas;
  facts["nodes"] = std::move(list);
  return facts;
}

Result<Value> read_redis_sentinel(const Value& master, const Value& replicas) {
  LABCHECK_TRY_ASSIGN(const auto pairs, read_pairs(master));
  Value facts{{"master", pairs.at("ip") + ':' + pairs.at("port")}, {"down", is_down(pairs)}};
  LABCHECK_TRY_ASSIGN(facts["quorum"], number_in(pairs, "quorum"));
  LABCHECK_TRY_ASSIGN(const auto others, number_in(pairs, "num-other-sentinels"));
  facts["sentinels"] = others + 1;
  if (!replicas.is_array()) {
    return unreadable("what came for SENTINEL REPLICAS is no list");
  }
  Value nodes = Value::array();
  std::int64_t alive = 0;
  for (const auto& replica : replicas) {
    LABCHECK_TRY_ASSIGN(const auto one, read_pairs(replica));
    const bool down = is_down(one);
    const auto link = one.find("master-link-status");
    alive += down ? 0 : 1;
    nodes.push_back({{"address", one.at("ip") + ':' + one.at("port")},
                     {"down", down},
                     {"link", link == one.end() ? "unknown" : link->second}});
  }
  facts["replicas"] = alive;
  facts["nodes"] = std::move(nodes);
  return facts;
}

}  // namespace labcheck::checks
