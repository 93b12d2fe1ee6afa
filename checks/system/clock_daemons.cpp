#include "clock_daemons.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

using Named = std::map<std::string, std::string, std::less<>>;

Value source(const std::string& address, std::string_view state, bool reachable, std::int64_t stratum, double offset) {
  return {{"address", valid_utf8(address)},
          {"selected", state == "selected"},
          {"reachable", reachable},
          {"state", reachable || state == "selected" ? state : "unreachable"},
          {"stratum", stratum},
          {"offset", offset}};
}

void add_selected(Value& facts) {
  facts["synchronized"] = false;
  for (const auto& one : facts["sources"]) {
    if (one["selected"] == true) {
      facts["synchronized"] = true;
      facts["source"] = one["address"];
    }
  }
}

std::string_view chrony_state(std::string_view letter) {
  constexpr std::string_view letters = "*+-?x~";
  constexpr std::array<std::string_view, 6> states{"selected", "combined",    "excluded",
                                                   "unusable", "falseticker", "unusable"};
  const auto at = letter.size() == 1 ? letters.find(letter) : std::string_view::npos;
  return at == std::string_view::npos ? "" : states[at];
}

Result<Value> read_chrony_source(const std::string& line) {
  constexpr std::size_t columns = 10;  // mode, state, name, stratum, poll, reach, last, adjusted, measured, error
  const auto words = split(line, ',');
  const auto wrong = unreadable(fmt::format("chronyc gives '{}', no source", excerpt(line)));
  if (words.size() != columns) {
    return wrong;
  }
  const auto state = chrony_state(words[1]);
  const auto stratum = read_integer(words[3]);
  const auto reach = read_integer(words[5]);
  const auto offset = read_finite(words[7]);
  if (words[2].empty() || state.empty() || !stratum || !reach || !offset) {
    return wrong;
  }
  return source(words[2], state, *reach != 0, *stratum, *offset);
}

/// `name=value, name=value`, as ntpq and systemd print them.
Named read_named(std::string_view text) {
  Named all;
  std::string whole{text};
  std::replace(whole.begin(), whole.end(), '\n', ',');
  for (const auto& piece : split(whole, ',')) {
    const auto from = piece.find_first_not_of(" \r");
    const auto equals = piece.find('=');
    if (from != std::string::npos && equals != std::string::npos && from < equals) {
      const auto value = piece.substr(equals + 1);
      all.emplace(piece.substr(from, equals - from), value.substr(0, value.find_last_not_of(" \r") + 1));
    }
  }
  return all;
}

std::string word_of(const Named& named, std::string_view key) {
  const auto found = named.find(key);
  return found == named.end() ? "" : found->second;
}

/// The three bits of a peer's status word that say what became of it (RFC 9327, "selection status").
std::optional<std::string_view> ntp_state(std::string_view status) {
  constexpr std::array<std::string_view, 8> states{"unusable", "falseticker", "excluded", "excluded",
                                                   "combined", "combined",    "selected", "selected"};
  unsigned bits = 0;
  const auto [end, problem] = std::from_chars(status.data(), status.data() + status.size(), bits, 16);
  return problem == std::errc{} && end == status.data() + status.size() && bits <= 0xFFFF
             ? std::optional{states[(bits >> 8) & 7]}
             : std::nullopt;
}

Result<Value> read_ntp_peer(const std::string& text) {
  constexpr double milliseconds = 1000;
  const auto blank = std::min(text.find(' '), text.size());
  const auto named = read_named(std::string_view{text}.substr(blank));
  const auto state = ntp_state(std::string_view{text}.substr(0, blank));
  const auto stratum = read_integer(word_of(named, "stratum"));
  const auto offset = read_finite(word_of(named, "offset"));
  const auto reach = word_of(named, "reach");
  const auto address = word_of(named, "srcadr");
  if (!state || !stratum || !offset || address.empty() || reach.empty()) {
    return unreadable(fmt::format("ntpq gives '{}', no source", excerpt(text)));
  }
  const bool reachable = reach.find_first_not_of('0') != std::string::npos;
  return source(address, *state, reachable, *stratum, *offset / milliseconds);
}

/// How many associations the table of ntpq has: every one of them must have been asked about.
std::size_t count_associations(std::string_view table) {
  const auto lines = lines_of(table);
  const auto is_row = [](const std::string& line) {
    const auto from = line.find_first_not_of(' ');
    return from != std::string::npos && line[from] >= '0' && line[from] <= '9';
  };
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is_row));
}

}  // namespace

Result<Value> read_chrony(const Fields& fields) {
  constexpr std::size_t columns = 14;
  LABCHECK_TRY_ASSIGN(const auto tracking, fields.text("tracking"));
  LABCHECK_TRY_ASSIGN(const auto sources, fields.text("sources"));
  const auto words = split(tracking, ',');
  const auto stratum = words.size() == columns ? read_integer(words[2]) : std::nullopt;
  const auto offset = words.size() == columns ? read_finite(words[4]) : std::nullopt;
  if (!stratum || !offset) {
    return unreadable(fmt::format("chronyc says of its clock '{}'", excerpt(tracking)));
  }
  Value facts{{"sources", Value::array()}, {"stratum", *stratum}, {"offset", *offset}};
  for (const auto& line : lines_of(sources)) {
    LABCHECK_TRY_ASSIGN(auto one, read_chrony_source(line));
    facts["sources"].push_back(std::move(one));
  }
  add_selected(facts);
  facts["synchronized"] = facts["synchronized"] == true && words[columns - 1] != "Not synchronised";
  return facts;
}

Result<Value> read_ntp(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto system, fields.text("system"));
  LABCHECK_TRY_ASSIGN(const auto table, fields.text("associations"));
  const auto stratum = read_integer(word_of(read_named(system), "stratum"));
  if (!stratum) {
    return unreadable(fmt::format("ntpq says of its clock '{}'", excerpt(system)));
  }
  Value facts{{"sources", Value::array()}, {"stratum", *stratum}};
  const auto peers = fields.all("peer");
  if (peers.size() != count_associations(table)) {
    return unreadable("ntpq's list of sources is cut off");
  }
  for (const auto& line : peers) {
    const auto bytes = read_hex(line);
    LABCHECK_TRY_ASSIGN(auto one, read_ntp_peer(valid_utf8(bytes ? *bytes : "")));
    if (one["selected"] == true) {
      facts["offset"] = one["offset"];
    }
    facts["sources"].push_back(std::move(one));
  }
  add_selected(facts);
  return facts;
}

Result<Value> read_timesync(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto text, fields.text("timesync"));
  LABCHECK_TRY_ASSIGN(const auto synchronized, fields.yes("synchronized"));
  std::string address;
  Named message;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("ServerAddress=")) {
      address = line.substr(line.find('=') + 1);
    } else if (line.starts_with("NTPMessage={") && line.ends_with('}')) {
      const auto open = line.find('{');
      message = read_named(std::string_view{line}.substr(open + 1, line.size() - open - 2));
    } else if (!line.empty()) {
      return unreadable(fmt::format("timedatectl gives '{}'", excerpt(line)));
    }
  }
  Value facts{{"sources", Value::array()}, {"synchronized", false}};
  if (address.empty()) {
    return facts;
  }
  const auto stratum = read_integer(word_of(message, "Stratum"));
  if (!message.empty() && !stratum) {
    return unreadable("the time server's message, as timedatectl shows it, has no stratum");
  }
  const bool follows = synchronized && stratum;
  Value one{{"address", address}, {"selected", follows}, {"reachable", stratum.has_value()}};
  one["state"] = follows ? "selected" : stratum ? "unusable" : "unreachable";
  if (stratum) {
    one["stratum"] = *stratum;
    facts["stratum"] = *stratum + 1;
  }
  facts["sources"].push_back(std::move(one));
  add_selected(facts);
  return facts;
}

}  // namespace labcheck::checks
