#include "observe/tripwires.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "text/printable.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t longest_value = 160;
constexpr std::size_t most_told = 8;

bool is_or_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

template <std::size_t size>
bool below_any(std::string_view path, const std::array<std::string_view, size>& folders) {
  return std::any_of(folders.begin(), folders.end(), [&](auto folder) { return is_or_below(path, folder); });
}

/// Kernel modules come with the kernel, on a disk of their own in some virtual machines.
constexpr std::array<std::string_view, 5> usual_libraries{"/lib/modules", "/usr/lib/modules", "/lib/firmware",
                                                          "/usr/lib/firmware", "/usr/lib/wsl"};
/// Container runtimes and resolvers mount these.
constexpr std::array<std::string_view, 5> usual_settings{"/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/mtab",
                                                         "/etc/localtime"};
/// The kernel's own file systems, and what container runtimes hide.
constexpr std::array<std::string_view, 17> usual_proc{
    "/proc/sys",        "/proc/fs",          "/proc/bus",   "/proc/irq",  "/proc/sysrq-trigger",
    "/proc/acpi",       "/proc/asound",      "/proc/kcore", "/proc/keys", "/proc/latency_stats",
    "/proc/timer_list", "/proc/sched_debug", "/proc/scsi",  "/proc/kmsg", "/proc/timer_stats",
    "/proc/kallsyms",   "/proc/interrupts"};

bool is_disk(std::string_view type) {
  return type != "tmpfs" && type != "overlay" && !type.starts_with("fuse") && !type.starts_with("nfs");
}

bool is_usual(const Mount& mount, std::string_view container) {
  const std::string_view point = mount.point;
  if (point == "/usr" || point == "/etc") {
    return is_disk(mount.type);
  }
  if (is_or_below(point, "/etc")) {
    return below_any(point, usual_settings);
  }
  if (is_or_below(point, "/proc")) {
    // A container of systemd-nspawn gets a boot id of its own that way.
    const bool boot_id = is_or_below(point, "/proc/sys/kernel/random");
    return mount.type == "fuse.lxcfs" || (boot_id ? container == "systemd-nspawn" : below_any(point, usual_proc));
  }
  if (is_or_below(point, "/usr") && !is_or_below(point, "/usr/bin") && !is_or_below(point, "/usr/sbin") &&
      !point.starts_with("/usr/lib") && !is_or_below(point, "/usr/local")) {
    return true;
  }
  const bool own_disk = point == "/usr/local" && is_disk(mount.type);
  return own_disk || below_any(point, usual_libraries);
}

std::string tame(std::string_view value) {
  return text::printable(value.substr(0, longest_value));
}

}  // namespace

std::vector<Flag> system_mounts(const std::vector<Mount>& mounts, const std::string& container) {
  std::vector<Flag> flags;
  std::size_t more = 0;
  for (const auto& mount : mounts) {
    if (is_usual(mount, container)) {
      continue;
    }
    if (flags.size() == most_told) {
      ++more;
      continue;
    }
    flags.push_back({.code = "system-mount",
                     .message = fmt::format("something ({}) is mounted over {}", tame(mount.type), tame(mount.point))});
  }
  if (more > 0) {
    flags.push_back({.code = "system-mount", .message = fmt::format("{} more mounts over the system", more)});
  }
  return flags;
}

}  // namespace labcheck::observe
