#include "resolver_files.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include <labcheck/value.hpp>

#include "checks/network/address.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<std::string> words_of(std::string_view line) {
  constexpr std::string_view blanks = " \t\r";
  std::vector<std::string> words;
  for (;;) {
    const auto from = line.find_first_not_of(blanks);
    if (from == std::string_view::npos) {
      return words;
    }
    line.remove_prefix(from);
    const auto end = std::min(line.find_first_of(blanks), line.size());
    words.push_back(valid_utf8(line.substr(0, end)));
    line.remove_prefix(end);
  }
}

/// An address in its shortest spelling, perhaps with a zone (fe80::1%eth0); nothing when it is a name.
std::optional<std::string> read_address(std::string_view text) {
  const auto zone = std::min(text.find('%'), text.size());
  auto plain = plain_address(text.substr(0, zone));
  return plain ? std::optional{plain->append(text.substr(zone))} : std::nullopt;
}

bool same_name(std::string_view one, std::string_view other) {
  return one.size() == other.size() && std::equal(one.begin(), one.end(), other.begin(), [](char left, char right) {
           return std::tolower(static_cast<unsigned char>(left)) == std::tolower(static_cast<unsigned char>(right));
         });
}

}  // namespace

ResolverConfig read_resolv_conf(std::string_view text) {
  ResolverConfig made;
  for (const auto& line : lines_of(text)) {
    auto words = words_of(line);
    if (words.size() < 2 || line.starts_with(' ') || line.starts_with('\t')) {
      continue;  // a keyword must stand at the line's start
    }
    const auto keyword = words.front();
    words.erase(words.begin());
    if (const auto address = read_address(words.front()); keyword == "nameserver" && address) {
      made.nameservers.push_back(*address);
    } else if (keyword == "search") {
      std::erase(words, ".");  // the root: no domain at all
      made.search = words;
    } else if (keyword == "domain") {
      made.search = {words.front()};
    } else if (keyword == "options") {
      made.options.insert(made.options.end(), words.begin(), words.end());
    }
  }
  return made;
}

std::set<std::string> addresses_in_hosts(std::string_view text, std::string_view name) {
  std::set<std::string> addresses;
  for (const auto& line : lines_of(text)) {
    const auto words = words_of(std::string_view{line}.substr(0, line.find('#')));
    const auto named = [&](const std::string& word) { return same_name(word, name); };
    const auto address = words.size() > 1 ? read_address(words.front()) : std::nullopt;
    if (address && std::any_of(words.begin() + 1, words.end(), named)) {
      addresses.insert(*address);
    }
  }
  return addresses;
}

Result<Lookup> read_ahosts(std::string_view text) {
  Lookup made;
  for (const auto& line : lines_of(text)) {
    const auto words = words_of(line);
    const auto address = words.empty() ? std::nullopt : read_address(words.front());
    if (!address || words.size() < 2 || words.size() > 3 ||
        (words[1] != "STREAM" && words[1] != "DGRAM" && words[1] != "RAW")) {
      return unreadable(fmt::format("getent gives '{}', no address of a host", excerpt(line)));
    }
    made.addresses.insert(*address);
    if (words.size() == 3 && made.canonical.empty()) {
      made.canonical = words[2];
    }
  }
  return made;
}

}  // namespace labcheck::checks
