#include <map>

#include <fmt/format.h>

#include "checks/network/vpn_peers.hpp"

namespace labcheck::checks {
namespace {

// The columns of a server's status file, in order, by the names that its own header line gives them.
Result<Value> read_client(const std::vector<std::string>& columns, const std::vector<std::string>& words) {
  std::map<std::string, std::string> by_name;
  for (std::size_t at = 0; at < columns.size() && at < words.size(); ++at) {
    by_name.emplace(columns[at], valid_utf8(words[at]));
  }
  const auto received = read_integer(by_name["Bytes Received"]);
  const auto sent = read_integer(by_name["Bytes Sent"]);
  if (!received || !sent || by_name["Common Name"].empty()) {
    return unreadable("openvpn's status file describes a client without its name or numbers");
  }
  Value peer{{"name", by_name["Common Name"]}, {"endpoint", by_name["Real Address"]},
             {"received", *received},          {"sent", *sent},
             {"networks", Value::array()},     {"established", true}};
  for (const auto* name : {"Virtual Address", "Virtual IPv6 Address"}) {
    if (!by_name[name].empty()) {
      peer["networks"].push_back(by_name[name]);
    }
  }
  return peer;
}

// Version 1 has a line of columns and a list for each subject; addresses are in a list of their own.
void add_addresses(Value& peers, const std::vector<std::string>& words) {
  for (auto& peer : peers) {
    if (words.size() >= 3 && peer["name"] == valid_utf8(words[1]) && peer["endpoint"] == valid_utf8(words[2])) {
      peer["networks"].push_back(valid_utf8(words[0]));
    }
  }
}

enum class Part { none, clients, routes, statistics };

/// Reads a status file of a server (versions 1 to 3) or a client, line by line.
class Status {
 public:
  Result<Value> read(std::string_view text) {
    for (const auto& line : lines_of(text)) {
      LABCHECK_TRY_ASSIGN(const auto good, take(line));
      ended_ = ended_ || (good && line == "END");
    }
    if (!ended_) {
      return unreadable("openvpn's status file is cut off");
    }
    if (statistics_) {
      peers_.push_back({{"name", "server"}, {"received", received_}, {"sent", sent_}, {"established", received_ > 0}});
    }
    return peers_;
  }

 private:
  Result<bool> take(const std::string& line) {
    auto words = split(line, line.find('\t') == std::string::npos ? ',' : '\t');
    if (line == "OpenVPN CLIENT LIST" || line == "ROUTING TABLE" || line == "OpenVPN STATISTICS" ||
        line == "GLOBAL STATS") {
      part_ = line == "OpenVPN CLIENT LIST"  ? Part::clients
              : line == "ROUTING TABLE"      ? Part::routes
              : line == "OpenVPN STATISTICS" ? Part::statistics
                                             : Part::none;
      statistics_ = statistics_ || part_ == Part::statistics;
      columns_.clear();
    } else if (words[0] == "HEADER" && words.size() > 2 && words[1] == "CLIENT_LIST") {
      columns_.assign(words.begin() + 2, words.end());
    } else if (words[0] == "CLIENT_LIST") {
      return add(std::vector<std::string>(words.begin() + 1, words.end()));
    } else if (part_ == Part::statistics && words.size() == 2) {
      take_number(words);
    } else if (part_ == Part::clients && words[0] == "Common Name") {
      columns_ = std::move(words);
    } else if (part_ == Part::clients && !columns_.empty()) {
      return add(words);
    } else if (part_ == Part::routes) {
      add_addresses(peers_, words);
    }
    return true;
  }

  Result<bool> add(const std::vector<std::string>& words) {
    LABCHECK_TRY_ASSIGN(auto peer, read_client(columns_, words));
    peers_.push_back(std::move(peer));
    return true;
  }

  void take_number(const std::vector<std::string>& words) {
    const auto number = read_integer(words[1]);
    if (number && words[0] == "TUN/TAP write bytes") {
      received_ = *number;
    } else if (number && words[0] == "TUN/TAP read bytes") {
      sent_ = *number;
    }
  }

  Value peers_ = Value::array();
  std::vector<std::string> columns_;
  Part part_{Part::none};
  bool statistics_{false};
  bool ended_{false};
  std::int64_t received_{0};
  std::int64_t sent_{0};
};

}  // namespace

Result<Value> read_openvpn(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto state, fields.word("active"));
  Value facts{{"exists", true}, {"running", state == "active"}};
  if (state != "active") {
    return with_peers(std::move(facts), Value::array());
  }
  if (!fields.has("status")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto status, fields.bytes("status"));
  LABCHECK_TRY_ASSIGN(auto peers, Status{}.read(status));
  return with_peers(std::move(facts), std::move(peers));
}

}  // namespace labcheck::checks
