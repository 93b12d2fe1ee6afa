#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// A line of /proc/self/mountinfo (proc(5)).
struct Mounted {
  std::string number{};  ///< of the device, "254:17"
  std::string root{};    ///< what of the file system is mounted
  std::string point{};
  std::vector<std::string> options{};  ///< the mount's and the file system's, each once
  std::string propagation{"private"};
  std::string fstype{};
  std::string source{};
  bool read_only{false};
};

/// A line of /etc/fstab (fstab(5)).
struct TableEntry {
  std::string source{};
  std::string point{};
  std::string fstype{};
  std::vector<std::string> options{};
};

/// Blanks and backslashes in these tables are spelt \040 and the like.
std::string without_escapes(std::string_view word);
/// The words of a line between blanks.
std::vector<std::string> words_of(std::string_view line);

Result<std::vector<Mounted>> read_mountinfo(std::string_view text);
/// What is mounted at a place: of several that lie over one another the last.
const Mounted* mounted_at(const std::vector<Mounted>& mounts, std::string_view point);
/// A line that is none of a table's is no entry: mount(8) doesn't take it either.
std::vector<TableEntry> read_fstab(std::string_view text);

}  // namespace labcheck::checks
