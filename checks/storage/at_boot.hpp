#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>

#include "checks/reading.hpp"
#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {

/// Shell functions: `table` tells /etc/fstab and where the devices that it names lead to, `unit PATH KIND` what
/// systemd has for a path (KIND: mount, swap) and where the device that its unit names leads to.
inline constexpr std::string_view at_boot_script = R"sh(
need cat readlink stat sed tail
leads() {
  target=$(printf %b "$(printf '%s' "$1" | sed -e 's/"//g' -e 's/\\\([0-3][0-7][0-7]\)/\\0\1/g')")
  case $target in
    /*) ;;
    UUID=* | LABEL=* | PARTUUID=* | PARTLABEL=*)
      need findfs
      target=$(findfs "$target" 2>/dev/null) || return 0
      ;;
    *) return 0 ;;
  esac
  target=$(readlink -f -- "$target" 2>/dev/null) || return 0
  tell spec "$1"
  tell target "$target"
  say number "$(stat -c %t:%T -- "$target" 2>/dev/null)"
}
table() {
  [ -e /etc/fstab ] || return 0
  lines=$(cat /etc/fstab) || trouble "/etc/fstab can't be read"
  tell fstab "$lines"
  printf '%s\n' "$lines" | while read -r spec rest; do
    leads "$spec"
  done
}
unit() {
  [ -d /run/systemd/system ] && command -v systemd-escape >/dev/null || return 0
  name=$(systemd-escape -p --suffix="$2" -- "$1") || return 0
  systemctl show -p LoadState -p UnitFileState -p FragmentPath -- "$name" || trouble "systemctl can't ask systemd"
  file=$(systemctl cat -- "$name" 2>/dev/null) || return 0
  tell unit "$file"
  what=$(printf '%s\n' "$file" | sed -n 's/^[[:space:]]*What[[:space:]]*=[[:space:]]*//p' | tail -n 1)
  [ -z "$what" ] || leads "$what"
}
)sh";

/// What brings a mount or a swap area at boot.
struct AtBoot {
  std::string by{};  ///< /etc/fstab, or a unit's file
  std::string source{};
  std::string fstype{};
  std::vector<std::string> options{};
  bool starts{false};           ///< by itself
  std::string leads_to{};       ///< the path of the device that the source names now; empty: there is none
  std::string device_number{};  ///< of that device, "254:17"
};

/// A device as a line of fstab or a unit names it, and what that leads to.
struct Named {
  std::string spec{};
  std::string target{};
  std::string number{};
};

/// "fe:11", as stat(1) prints a device's number, as "254:17"; empty for anything else.
std::string decimal_number(std::string_view hex);

Result<std::vector<Named>> names_in_table(const Fields& fields);

/// The unit's own file, else the first wanted line of /etc/fstab that starts by itself, else the first wanted one, of
/// what the script told.
Result<std::optional<AtBoot>> at_boot(const Fields& fields, std::string_view section,
                                      const std::function<bool(const TableEntry&, const Named*)>& wanted);

}  // namespace labcheck::checks
