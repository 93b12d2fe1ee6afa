#include "observe/known_hosts.hpp"

#include <algorithm>
#include <cctype>

#include "observe/encoding.hpp"
#include "text/wildcard.hpp"

namespace labcheck::observe {
namespace {

std::string lower(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return lowered;
}

std::string_view next_word(std::string_view& line) {
  const auto from = std::min(line.find_first_not_of(" \t"), line.size());
  const auto to = std::min(line.find_first_of(" \t", from), line.size());
  const auto word = line.substr(from, to - from);
  line.remove_prefix(to);
  return word;
}

bool hashed_match(std::string_view hashed, std::string_view name) {
  const auto bar = hashed.find('|', 3);
  if (bar == std::string_view::npos) {
    return false;
  }
  const auto salt = from_base64(hashed.substr(3, bar - 3));
  const auto digest = from_base64(hashed.substr(bar + 1));
  return salt && digest && !digest->empty() && hmac_sha1(*salt, name) == *digest;
}

bool names_match(std::string_view names, std::string_view name) {
  if (names.starts_with("|1|")) {
    return hashed_match(names, name);
  }
  bool matched = false;
  while (!names.empty()) {
    const auto comma = std::min(names.find(','), names.size());
    auto pattern = names.substr(0, comma);
    names.remove_prefix(std::min(comma + 1, names.size()));
    const bool negated = pattern.starts_with('!');
    pattern.remove_prefix(negated ? 1 : 0);
    if (text::wildcard_matches(lower(pattern), name)) {
      if (negated) {
        return false;
      }
      matched = true;
    }
  }
  return matched;
}

}  // namespace

std::string known_hosts_name(std::string_view host, std::uint16_t port) {
  return port == 22 ? lower(host) : '[' + lower(host) + "]:" + std::to_string(port);
}

std::string key_type(std::string_view key) {
  if (key.size() < 4) {
    return {};
  }
  const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(key[at])); };
  const auto size = byte(0) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3);
  return size > key.size() - 4 ? std::string{} : std::string{key.substr(4, size)};
}

void KnownHosts::read(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    auto names = next_word(line);
    if (names.empty() || names.starts_with('#')) {
      continue;
    }
    const bool revoked = names == "@revoked";
    if (names == "@cert-authority") {
      authorities_.emplace_back(next_word(line));
      continue;
    }
    if (revoked) {
      names = next_word(line);
    }
    const auto type = next_word(line);
    const auto key = from_base64(next_word(line));
    if (key && !type.empty() && key_type(*key) == type) {
      entries_.push_back({.names = std::string{names}, .key = *key, .revoked = revoked});
    }
  }
}

KnownHosts::Standing KnownHosts::standing(std::string_view host, std::uint16_t port, std::string_view key) const {
  const auto name = known_hosts_name(host, port);
  const auto type = key_type(key);
  auto standing = Standing::unknown;
  for (const auto& entry : entries_) {
    if (!names_match(entry.names, name)) {
      continue;
    }
    if (entry.revoked) {
      if (entry.key == key) {
        return Standing::revoked;
      }
    } else if (entry.key == key) {
      standing = Standing::known;
    } else if (standing == Standing::unknown) {
      standing = Standing::changed;
    }
  }
  return standing;
}

bool KnownHosts::has_authority(std::string_view host, std::uint16_t port) const {
  const auto name = known_hosts_name(host, port);
  return std::any_of(authorities_.begin(), authorities_.end(),
                     [&](const std::string& names) { return names_match(names, name); });
}

std::vector<std::string> KnownHosts::types(std::string_view host, std::uint16_t port) const {
  const auto name = known_hosts_name(host, port);
  std::vector<std::string> found;
  for (const auto& entry : entries_) {
    auto type = key_type(entry.key);
    if (!entry.revoked && names_match(entry.names, name) &&
        std::find(found.begin(), found.end(), type) == found.end()) {
      found.push_back(std::move(type));
    }
  }
  return found;
}

}  // namespace labcheck::observe
