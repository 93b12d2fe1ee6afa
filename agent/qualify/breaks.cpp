#include "qualify/breaks.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include <labcheck/reference.hpp>
#include <labcheck/spelling.hpp>

namespace labcheck::qualify {
namespace {

/// How one thing is broken: what else must be said, and the script. `{NAME}` in it stands for a value as a bash word.
/// The first subject of the table that a fault names is what it breaks; `interface` also says more of an address.
struct Break {
  const char* subject;
  const char* action;
  std::vector<const char*> wants;
  const char* script;
};

const std::vector<Break>& breaks() {
  static const std::vector<Break> all{
      {"service", "stop", {}, "systemctl stop {service}"},
      {"service", "disable", {}, "systemctl disable --quiet {service}"},
      {"service", "remove", {}, "systemctl disable --quiet --now {service}"},
      {"service", "mask", {}, "systemctl mask --quiet --now {service}"},
      {"port",
       "close",
       {},
       "nft add table inet labcheck_fault\n"
       "nft add chain inet labcheck_fault input '{{ type filter hook input priority -300; }}'\n"
       "nft add rule inet labcheck_fault input tcp dport {port} reject with tcp reset\n"
       "nft add rule inet labcheck_fault input udp dport {port} reject"},
      {"file", "remove", {}, "rm -rf -- {file}"},
      {"file", "empty", {}, ": >{file}"},
      {"file", "append", {"text"}, "printf '%s\\n' {text} >>{file}"},
      {"file", "own", {"to"}, "chown {to} -- {file}"},
      {"file", "mode", {"to"}, "chmod {to} -- {file}"},
      {"file", "remove_line", {"line"}, "d=$'\\001'; sed -i \"\\\\$d\"{line}\"${{d}}d\" {file}"},
      {"file", "replace", {"line", "text"}, "d=$'\\001'; sed -i \"s$d\"{line}\"$d\"{text}\"${{d}}\" {file}"},
      {"user", "remove", {}, "userdel -f {user}"},
      {"user", "lock", {}, "usermod -L -e 1 {user}"},
      {"package", "remove", {}, "dpkg --force-all --purge {package} >/dev/null"},
      {"address", "remove", {"interface"}, "ip addr del {address} dev {interface}"},
      {"interface", "down", {}, "ip link set dev {interface} down"},
      {"interface",
       "readdress",
       {"from", "to"},
       "ip addr del {from} dev {interface}; ip addr add {to} dev {interface}"},
      {"route", "blackhole", {}, "ip route replace blackhole {route}"},
      {"process", "kill", {}, "pkill -KILL -f -- {process}"},
      {"sysctl", "set", {"to"}, "sysctl -qw {sysctl}={to}"},
      {"container", "stop", {"engine"}, "{engine} stop -t 0 {container} >/dev/null"},
      {"container", "remove", {"engine"}, "{engine} rm -f {container} >/dev/null"},
      {"image", "remove", {"engine"}, "{engine} rmi -f {image} >/dev/null"},
      {"sql", "mariadb", {}, "mariadb -e {sql}"},
      {"sql", "postgresql", {}, "runuser -u postgres -- psql -q -v ON_ERROR_STOP=1 -c {sql}"},
  };
  return all;
}

tl::unexpected<Error> at(const Place& place, const std::string& message) {
  return failed(ErrorKind::invalid, to_string(place) + ": " + message);
}

std::vector<std::string> distinct_subjects() {
  std::vector<std::string> names;
  for (const auto& one : breaks()) {
    if (names.empty() || names.back() != one.subject) {
      names.emplace_back(one.subject);
    }
  }
  return names;
}

/// The break that a map describes.
Result<const Break*> find_break(const Node& described) {
  const auto subjects = distinct_subjects();
  const auto named = std::find_if(subjects.begin(), subjects.end(),
                                  [&](const std::string& name) { return described.find(name) != nullptr; });
  if (named == subjects.end()) {
    return at(described.place, fmt::format("the fault breaks nothing (one of {})", fmt::join(subjects, ", ")));
  }
  const auto* action = described.find("do");
  std::vector<std::string> actions;
  for (const auto& one : breaks()) {
    if (*named == one.subject) {
      if (action != nullptr && action->text == one.action) {
        return &one;
      }
      actions.emplace_back(one.action);
    }
  }
  if (action == nullptr) {
    return at(described.place, fmt::format("'do' is missing (one of {})", fmt::join(actions, ", ")));
  }
  return at(action->place, fmt::format("a {} can't be broken by '{}'{} (one of {})", *named, action->text,
                                       did_you_mean(action->text, actions), fmt::join(actions, ", ")));
}

}  // namespace

std::string variable_of(const std::string& reference) {
  const auto dot = reference.rfind(".address");
  if (dot == std::string::npos || dot + 8 != reference.size()) {
    return reference.find_first_of(".[") == std::string::npos ? "LABCHECK_PARAM_" + reference : std::string{};
  }
  auto host = reference.substr(0, dot);
  std::replace(host.begin(), host.end(), '[', '_');
  host.erase(std::remove(host.begin(), host.end(), ']'), host.end());
  return "LABCHECK_HOST_" + host + "_ADDRESS";
}

Result<std::string> bash_word(const std::string& text) {
  LABCHECK_TRY_ASSIGN(const auto parsed, parse_template(text));
  std::string word;
  for (std::size_t piece = 0; piece < parsed.literals.size(); ++piece) {
    word += '\'';
    for (const char character : parsed.literals[piece]) {
      word += character == '\'' ? std::string{"'\\''"} : std::string(1, character);
    }
    word += '\'';
    if (piece < parsed.references.size()) {
      const auto& reference = parsed.references[piece];
      const auto variable = variable_of(reference.name);
      if (variable.empty() || !reference.function.empty()) {
        return failed(ErrorKind::invalid, fmt::format("'${{{}}}' is nothing that a fault can refer to (parameters and "
                                                      "ROLE.address)",
                                                      reference.name));
      }
      word += fmt::format("\"${{{}}}\"", variable);
    }
  }
  return word;
}

Result<std::string> break_script(const Node& described) {
  LABCHECK_TRY_ASSIGN(const auto* found, find_break(described));
  std::vector<std::string> allowed{"on", "do", found->subject};
  allowed.insert(allowed.end(), found->wants.begin(), found->wants.end());
  std::map<std::string, std::string> words;
  for (const auto& entry : described.entries) {
    if (std::find(allowed.begin(), allowed.end(), entry.key) == allowed.end()) {
      return at(entry.key_place, fmt::format("unknown key '{}'{}", entry.key, did_you_mean(entry.key, allowed)));
    }
    if (entry.key != "on" && !entry.value.is_scalar()) {
      return at(entry.value.place, fmt::format("'{}' must be a text", entry.key));
    }
    auto word = bash_word(entry.value.text);
    if (!word) {
      return at(entry.value.place, word.error().message);
    }
    words[entry.key] = *word;
  }
  std::string script;
  for (std::string_view rest = found->script; !rest.empty();) {
    if (rest.starts_with("{{") || rest.starts_with("}}")) {
      script += rest.front();
      rest.remove_prefix(2);
    } else if (rest.front() == '{') {
      const auto end = rest.find('}');
      const std::string name{rest.substr(1, end - 1)};
      if (words[name].empty()) {
        return at(described.place, fmt::format("'{}' is missing", name));
      }
      script += words[name];
      rest.remove_prefix(end + 1);
    } else {
      script += rest.front();
      rest.remove_prefix(1);
    }
  }
  return script + "\n";
}

}  // namespace labcheck::qualify
