#include "module_files.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

std::vector<std::string> words_in(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  for (const char letter : line) {
    if (letter != ' ' && letter != '\t' && letter != '\r' && letter != '\n') {
      word += letter;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) {
    words.push_back(word);
  }
  return words;
}

// A backslash at its end goes on in the next line.
std::vector<std::vector<std::string>> commands_in(std::string_view text) {
  std::vector<std::vector<std::string>> commands;
  std::string command;
  for (const auto& line : lines_of(text)) {
    if (line.ends_with('\\')) {
      command += line.substr(0, line.size() - 1) + ' ';
      continue;
    }
    command += line;
    auto words = words_in(std::exchange(command, {}));
    if (!words.empty() && !words[0].starts_with('#')) {
      commands.push_back(std::move(words));
    }
  }
  return commands;
}

bool named_in(std::string_view list, std::string_view name) {
  const auto names = split(list, ',');
  return std::any_of(names.begin(), names.end(), [&](const auto& one) { return module_name(one) == name; });
}

bool said_to_kernel(std::string_view words, std::initializer_list<std::string_view> keys, std::string_view name) {
  for (const auto& word : words_in(words)) {
    const auto equals = word.find('=');
    if (equals != std::string::npos && std::find(keys.begin(), keys.end(), word.substr(0, equals)) != keys.end() &&
        named_in(word.substr(equals + 1), name)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string module_name(std::string_view spelt) {
  std::string name{spelt};
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

Result<std::vector<ModuleFile>> files_of(const Fields& fields, std::string_view key) {
  const auto paths = fields.all(fmt::format("{}_file", key));
  const auto texts = fields.all(key);
  if (paths.size() != texts.size()) {
    return unreadable("the host's answer has files without their text");
  }
  std::vector<ModuleFile> files;
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const auto path = read_hex(paths[at]);
    const auto text = read_hex(texts[at]);
    if (!path || !text) {
      return unreadable("the host's answer has a file that is not in hex");
    }
    files.push_back({valid_utf8(*path), valid_utf8(*text)});
  }
  return files;
}

std::optional<std::string> boot_module(const std::vector<ModuleFile>& files, std::string_view words,
                                       std::string_view name) {
  for (const auto& file : files) {
    for (const auto& line : lines_of(file.text)) {
      const auto named = words_in(line);
      if (!named.empty() && named[0][0] != '#' && named[0][0] != ';' && module_name(named[0]) == name) {
        return file.path;
      }
    }
  }
  return said_to_kernel(words, {"modules_load", "modules-load", "rd.driver.pre"}, name)
             ? std::optional<std::string>{"/proc/cmdline"}
             : std::nullopt;
}

ProbeRules probe_rules(const std::vector<ModuleFile>& files, std::string_view words, std::string_view name) {
  ProbeRules rules{.blacklisted = said_to_kernel(words, {"module_blacklist", "modprobe.blacklist"}, name)};
  for (const auto& file : files) {
    for (const auto& command : commands_in(file.text)) {
      if (command.size() < 2 || module_name(command[1]) != name) {
        continue;
      }
      rules.blacklisted = rules.blacklisted || command[0] == "blacklist";
      if (command[0] == "install" && command.size() > 2) {
        const auto program = command[2].substr(command[2].rfind('/') + 1);
        rules.disabled = rules.disabled || program == "true" || program == "false";
      }
      for (std::size_t at = 2; command[0] == "options" && at < command.size(); ++at) {
        rules.options += (rules.options.empty() ? "" : " ") + command[at];
      }
    }
  }
  return rules;
}

}  // namespace labcheck::checks
