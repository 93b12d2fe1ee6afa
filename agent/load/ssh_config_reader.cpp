#include "load/ssh_config_reader.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "text/wildcard.hpp"

namespace labcheck::load {
namespace {

constexpr int most_depth = 16;
constexpr int most_files =
    1'000;  ///< read for one host: files that include one another twice would double at each depth
constexpr std::array<std::string_view, 14> own_keywords{"hostname",
                                                        "user",
                                                        "port",
                                                        "identityfile",
                                                        "identitiesonly",
                                                        "identityagent",
                                                        "proxyjump",
                                                        "proxycommand",
                                                        "userknownhostsfile",
                                                        "globalknownhostsfile",
                                                        "stricthostkeychecking",
                                                        "hostkeyalias",
                                                        "connecttimeout",
                                                        "host"};

bool is_own(const std::string& keyword) {
  return std::find(own_keywords.begin(), own_keywords.end(), keyword) != own_keywords.end();
}

}  // namespace

SshHost SshConfigReader::read(const std::string& path) {
  auto active = Active::yes;
  read_file(path, active, false, 0);
  if (wants_final_pass_) {
    final_pass_ = true;
    active = Active::yes;
    read_file(path, active, false, 0);
  }
  return std::move(host_);
}

void SshConfigReader::error(std::string message) {
  host_.diagnostics.push_back({.severity = Severity::error, .place = place_, .message = std::move(message)});
}

void SshConfigReader::read_file(const std::string& path, Active& active, bool never, int depth) {
  const auto text = sources_.read(path);
  if (!text) {
    place_.file = std::make_shared<const std::string>(path);
    place_.line = 0;
    error(text.error().message);
    return;
  }
  if (!*text) {
    return;
  }
  const auto name = std::make_shared<const std::string>(path);
  std::string_view rest = **text;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = split_ssh_config_line(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    place_ = {.file = name, .line = number, .column = 1};
    if (!line) {
      error(line.error().message);
    } else if (!line->keyword.empty()) {
      read_line(*line, active, never, depth);
    }
  }
}

void SshConfigReader::read_line(const SshConfigLine& line, Active& active, bool never, int depth) {
  if (line.keyword == "include") {
    include(line, active, never, depth);
    return;
  }
  const bool block = line.keyword == "host" || line.keyword == "match";
  if ((block || is_own(line.keyword)) && line.arguments.empty()) {
    error(fmt::format("'{}' has no value", line.keyword));
  } else if (block) {
    active = never ? Active::no : line.keyword == "host" ? host_block(line) : match_block(line);
  } else if (is_own(line.keyword)) {
    take_value(line, active);
  }
}

void SshConfigReader::include(const SshConfigLine& line, Active& active, bool never, int depth) {
  if (depth + 1 >= most_depth) {
    error(fmt::format("Include goes deeper than {} files", most_depth));
    return;
  }
  const auto place = place_;
  const auto outer = active;
  for (const auto& argument : line.arguments) {
    const auto pattern = argument.starts_with("~/")  ? sources_.home + argument.substr(1)
                         : argument.starts_with('/') ? argument
                                                     : sources_.home + "/.ssh/" + argument;
    for (const auto& path : sources_.matching(pattern)) {
      if (++files_ > most_files) {
        if (files_ == most_files + 1) {
          error(fmt::format("Include brings in more than {} files", most_files));
        }
        return;
      }
      read_file(path, active, never || outer == Active::no, depth + 1);
      active = outer;
      place_ = place;
    }
  }
}

SshConfigReader::Active SshConfigReader::host_block(const SshConfigLine& line) const {
  bool matched = false;
  for (std::string_view pattern : line.arguments) {
    const bool negated = pattern.starts_with('!');
    pattern.remove_prefix(negated ? 1 : 0);
    if (text::wildcard_matches(pattern, query_.name)) {
      if (negated) {
        return Active::no;
      }
      matched = true;
    }
  }
  return matched ? Active::yes : Active::no;
}

SshConfigReader::Active SshConfigReader::match_block(const SshConfigLine& line) {
  auto result = Active::yes;
  for (std::size_t at = 0; at < line.arguments.size(); ++at) {
    auto name = lower_case(line.arguments[at]);
    const bool negated = name.starts_with('!');
    name.erase(0, negated ? 1 : 0);
    const bool alone = name == "all" || name == "canonical" || name == "final";
    if (!alone && at + 1 == line.arguments.size()) {
      error(fmt::format("'Match {}' has no value", name));
      return Active::no;
    }
    auto met = criterion(name, alone ? "" : line.arguments[++at]);
    if (negated && met != Active::doubtful) {
      met = met == Active::yes ? Active::no : Active::yes;
    }
    if (met == Active::no) {
      return Active::no;
    }
    if (met == Active::doubtful) {
      result = met;
      doubt_ = name;
    }
  }
  return result;
}

SshConfigReader::Active SshConfigReader::criterion(const std::string& name, const std::string& value) {
  const auto as_active = [](bool met) { return met ? Active::yes : Active::no; };
  if (name == "all") {
    return Active::yes;
  }
  if (name == "final" || name == "canonical") {
    wants_final_pass_ = wants_final_pass_ || name == "final";
    return as_active(final_pass_);
  }
  if (name == "host") {
    return as_active(pattern_list_matches(lower_case(value), lower_case(ssh_address(query_, host_))));
  }
  if (name == "originalhost") {
    return as_active(pattern_list_matches(lower_case(value), lower_case(query_.name)));
  }
  if (name == "user") {
    const auto user = query_.user ? query_.user : host_.user;
    return as_active(pattern_list_matches(value, user.value_or(query_.default_user)));
  }
  if (name == "localuser") {
    return as_active(pattern_list_matches(value, sources_.local_user));
  }
  return Active::doubtful;
}

}  // namespace labcheck::load
