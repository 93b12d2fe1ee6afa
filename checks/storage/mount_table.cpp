#include "mount_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

bool is_octal(char letter) {
  return letter >= '0' && letter <= '7';
}

void add(std::vector<std::string>& options, const std::string& option) {
  if (!option.empty() && std::find(options.begin(), options.end(), option) == options.end()) {
    options.push_back(option);
  }
}

std::string propagation_of(const std::vector<std::string>& tags) {
  bool shared = false;
  bool slave = false;
  for (const auto& tag : tags) {
    if (tag == "unbindable") {
      return tag;
    }
    shared = shared || tag.starts_with("shared:");
    slave = slave || tag.starts_with("master:");
  }
  return shared && slave ? "shared,slave" : shared ? "shared" : slave ? "slave" : "private";
}

// 36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/root rw,errors=continue
Result<Mounted> read_mount(const std::string& line) {
  const auto words = split(line, ' ');
  const auto dash = std::find(words.begin(), words.end(), "-");
  if (words.size() < 10 || dash - words.begin() < 6 || words.end() - dash != 4) {
    return unreadable(fmt::format("the kernel's list of mounts has the line '{}'", excerpt(line)));
  }
  Mounted mount{.number = words[2],
                .root = without_escapes(words[3]),
                .point = without_escapes(words[4]),
                .options = {},
                .propagation = propagation_of({words.begin() + 6, dash}),
                .fstype = without_escapes(dash[1]),
                .source = without_escapes(dash[2])};
  for (const auto& option : split(words[5], ',')) {
    add(mount.options, without_escapes(option));
  }
  for (const auto& option : split(dash[3], ',')) {
    mount.read_only = mount.read_only || option == "ro";
    if (option != "ro" && option != "rw") {
      add(mount.options, without_escapes(option));
    }
  }
  const auto writable = std::find(mount.options.begin(), mount.options.end(), "rw");
  if (mount.read_only && writable != mount.options.end()) {
    *writable = "ro";
  }
  mount.read_only = mount.read_only || mount.options.front() == "ro";
  return mount;
}

}  // namespace

std::string without_escapes(std::string_view word) {
  std::string text;
  for (std::size_t at = 0; at < word.size(); ++at) {
    if (word[at] == '\\' && at + 3 < word.size() && word[at + 1] <= '3' && is_octal(word[at + 1]) &&
        is_octal(word[at + 2]) && is_octal(word[at + 3])) {
      text += static_cast<char>((word[at + 1] - '0') * 64 + (word[at + 2] - '0') * 8 + (word[at + 3] - '0'));
      at += 3;
    } else {
      text += word[at];
    }
  }
  return valid_utf8(text);
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const auto from = line.find_first_not_of(" \t\r\n", at);
    if (from == std::string_view::npos) {
      break;
    }
    const auto end = std::min(line.find_first_of(" \t\r\n", from), line.size());
    words.emplace_back(line.substr(from, end - from));
    at = end;
  }
  return words;
}

Result<std::vector<Mounted>> read_mountinfo(std::string_view text) {
  std::vector<Mounted> mounts;
  for (const auto& line : lines_of(text)) {
    LABCHECK_TRY_ASSIGN(auto mount, read_mount(line));
    mounts.push_back(std::move(mount));
  }
  if (mounts.empty()) {
    return unreadable("the kernel's list of mounts is empty");
  }
  return mounts;
}

const Mounted* mounted_at(const std::vector<Mounted>& mounts, std::string_view point) {
  const auto found = std::find_if(mounts.rbegin(), mounts.rend(), [&](const auto& one) { return one.point == point; });
  return found == mounts.rend() ? nullptr : &*found;
}

std::vector<TableEntry> read_fstab(std::string_view text) {
  std::vector<TableEntry> entries;
  for (const auto& line : lines_of(text)) {
    const auto words = words_of(line);
    if (words.size() < 3 || words[0].starts_with('#')) {
      continue;
    }
    TableEntry entry{without_escapes(words[0]), without_escapes(words[1]), without_escapes(words[2]), {}};
    for (const auto& option : split(words.size() > 3 ? words[3] : "defaults", ',')) {
      add(entry.options, without_escapes(option));
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace labcheck::checks
