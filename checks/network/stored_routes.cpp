#include "stored_routes.hpp"

#include <algorithm>
#include <set>

#include <labcheck/value.hpp>

#include "checks/network/address.hpp"

namespace labcheck::checks {

namespace {

std::vector<std::string> words_of(std::string_view line) {
  std::string blanks{line};
  std::replace(blanks.begin(), blanks.end(), '\t', ' ');
  std::replace(blanks.begin(), blanks.end(), '\r', ' ');
  auto words = split(blanks, ' ');
  words.erase(std::remove(words.begin(), words.end(), std::string{}), words.end());
  return words;
}

/// Collects the routes of one file.
class Routes {
 public:
  Routes(std::vector<StoredRoute>& into, const NetworkFile& file) : into_{into}, file_{file} {}

  void add(std::string_view to, std::string_view gateway) {
    const auto by = plain_address(gateway);
    auto prefix = read_prefix(to);
    if (to.empty() || to == "default") {
      prefix = read_prefix(by && by->find(':') != std::string::npos ? "::/0" : "default");
    }
    if (prefix && (by || gateway.empty())) {
      into_.push_back({.to = network_of(*prefix), .gateway = by.value_or(""), .file = valid_utf8(file_.path)});
    }
  }

  /// Words such as `default via 10.0.0.1 dev eth0`.
  void add_words(const std::vector<std::string>& words, std::size_t at) {
    const auto via = std::find(words.begin() + static_cast<std::ptrdiff_t>(at), words.end(), "via");
    if (at < words.size()) {
      add(words[at], via == words.end() || via + 1 == words.end() ? "" : *(via + 1));
    }
  }

 private:
  std::vector<StoredRoute>& into_;
  const NetworkFile& file_;
};

// `up ip route add 10.2.0.0/16 via 10.1.0.1`, with options and a path before it.
void read_command(const std::vector<std::string>& words, Routes& routes) {
  for (std::size_t at = 1; at + 2 < words.size(); ++at) {
    const bool adds = words[at + 1] == "add" || words[at + 1] == "replace" || words[at + 1] == "append";
    if ((words[at] == "route" || words[at] == "r" || words[at] == "ro") && adds) {
      return routes.add_words(words, at + 2);
    }
  }
}

std::set<std::string> started(const std::vector<NetworkFile>& files) {
  std::set<std::string> names;
  for (const auto& file : files) {
    for (const auto& line : lines_of(file.text)) {
      const auto words = words_of(line);
      if (file.kind == "ifupdown" && !words.empty() && (words[0] == "auto" || words[0] == "allow-hotplug")) {
        names.insert(words.begin() + 1, words.end());
      }
    }
  }
  return names;
}

void read_ifupdown(const NetworkFile& file, const std::set<std::string>& at_boot, Routes& routes) {
  bool counts = false;
  for (const auto& line : lines_of(file.text)) {
    const auto words = words_of(line);
    if (words.size() < 2 || words[0].starts_with('#')) {
      continue;
    }
    if (words[0] == "iface") {
      counts = at_boot.contains(words[1]);
    } else if (counts && words[0] == "gateway") {
      routes.add("", words[1]);
    } else if (counts && (words[0] == "up" || words[0] == "post-up")) {
      read_command(words, routes);
    }
  }
}

struct Setting {
  std::string section{};
  std::string key{};
  std::string value{};
};

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\"");
  return from == std::string_view::npos ? std::string{}
                                        : std::string{text.substr(from, text.find_last_not_of(" \t\r\"") - from + 1)};
}

// Each `[section]` begins a setting of its own with no key, so that two sections of one name stay two.
std::vector<Setting> settings_of(std::string_view text) {
  std::vector<Setting> settings;
  std::string section;
  for (const auto& raw : lines_of(text)) {
    const auto line = trimmed(raw);
    const auto equals = line.find('=');
    if (line.starts_with('[') && line.ends_with(']')) {
      section = line.substr(1, line.size() - 2);
      settings.push_back({.section = section, .key = "", .value = ""});
    } else if (equals != std::string::npos && line.front() != '#' && line.front() != ';') {
      settings.push_back(
          {.section = section, .key = trimmed(line.substr(0, equals)), .value = trimmed(line.substr(equals + 1))});
    }
  }
  return settings;
}

void read_networkd(const NetworkFile& file, Routes& routes) {
  std::string to;
  std::string gateway;
  bool open = false;
  const auto close = [&] {
    if (open && (!to.empty() || !gateway.empty())) {
      routes.add(to, gateway);
    }
    to = gateway = "";
  };
  for (const auto& setting : settings_of(file.text)) {
    if (setting.key.empty()) {
      close();
      open = setting.section == "Route";
    } else if (setting.section == "Network" && setting.key == "Gateway") {
      routes.add("", setting.value);
    } else if (open && setting.key == "Destination") {
      to = setting.value;
    } else if (open && setting.key == "Gateway") {
      gateway = setting.value;
    }
  }
  close();
}

void read_keyfile(const NetworkFile& file, Routes& routes) {
  const auto settings = settings_of(file.text);
  for (const auto& setting : settings) {
    if (setting.section == "connection" && setting.key == "autoconnect" && setting.value == "false") {
      return;
    }
  }
  for (const auto& setting : settings) {
    const auto pieces = split(setting.value, ',');
    const bool numbered = !setting.key.empty() && setting.key.back() >= '0' && setting.key.back() <= '9';
    if (setting.section != "ipv4" && setting.section != "ipv6") {
      continue;
    }
    if (setting.key == "gateway") {
      routes.add("", setting.value);
    } else if (setting.key.starts_with("address") && pieces.size() == 2) {
      routes.add("", pieces[1]);
    } else if (setting.key.starts_with("route") && numbered) {
      routes.add(pieces[0], pieces.size() > 1 ? pieces[1] : "");
    }
  }
}

void read_ifcfg(const NetworkFile& file, Routes& routes) {
  const auto settings = settings_of(file.text);
  const bool off = std::any_of(settings.begin(), settings.end(),
                               [](const auto& setting) { return setting.key == "ONBOOT" && setting.value == "no"; });
  for (const auto& setting : settings) {
    if (!off && setting.key == "GATEWAY") {
      routes.add("", setting.value);
    }
  }
}

void read_route_file(const NetworkFile& file, Routes& routes) {
  for (const auto& line : lines_of(file.text)) {
    const auto words = words_of(line);
    if (!words.empty() && !words[0].starts_with('#') && words[0].find('=') == std::string::npos) {
      routes.add_words(words, 0);
    }
  }
}

}  // namespace

Result<std::vector<NetworkFile>> read_network_files(const Fields& fields) {
  const auto kinds = fields.all("file_kind");
  const auto paths = fields.all("file_path");
  const auto texts = fields.all("file_text");
  std::vector<NetworkFile> files;
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    const auto path = paths.size() == kinds.size() ? read_hex(paths[at]) : std::nullopt;
    const auto text = texts.size() == kinds.size() ? read_hex(texts[at]) : std::nullopt;
    if (!path || !text) {
      return unreadable("the host's answer has a file of the network's configuration without its text");
    }
    files.push_back({.kind = kinds[at], .path = *path, .text = *text});
  }
  return files;
}

std::vector<StoredRoute> stored_routes(const std::vector<NetworkFile>& files) {
  std::vector<StoredRoute> found;
  const auto at_boot = started(files);
  for (const auto& file : files) {
    Routes routes{found, file};
    if (file.kind == "ifupdown") {
      read_ifupdown(file, at_boot, routes);
    } else if (file.kind == "networkd") {
      read_networkd(file, routes);
    } else if (file.kind == "keyfile") {
      read_keyfile(file, routes);
    } else if (file.kind == "ifcfg") {
      read_ifcfg(file, routes);
    } else {
      read_route_file(file, routes);
    }
  }
  return found;
}

}  // namespace labcheck::checks
