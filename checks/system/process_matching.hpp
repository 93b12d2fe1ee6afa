#pragma once

#include <string_view>

namespace labcheck::checks {

/// Shell functions that find processes: `matches ENTRY` (a folder of /proc) compares by $how (name or pattern) with
/// $wanted and $short, `status_of ENTRY` sets $state and $uid. The kernel cuts a process's name to 15 characters; a
/// longer one is compared with the file names of the program and of the first argument too. Only builtins run for a
/// process that doesn't match, since there may be thousands.
inline constexpr std::string_view process_matching = R"sh(
need readlink
[ -r /proc/1/status ] || trouble "the processes of others are hidden on this host (mount option hidepid)"
joined() { tr '\0' ' ' <"$1/cmdline" 2>/dev/null; }
matches() {
  if [ "$how" = pattern ]; then
    IFS= read -r first <"$1/cmdline"
    [ -n "$first" ] || return 1
    case $(joined "$1") in *"$wanted"*) return 0 ;; esac
    return 1
  fi
  IFS= read -r first <"$1/comm" || return 1
  [ "$first" = "$short" ] || return 1
  [ "$short" != "$wanted" ] || return 0
  first=$(readlink "$1/exe")
  [ "${first##*/}" != "$wanted" ] || return 0
  first=$(joined "$1")
  first=${first%% *}
  [ "${first##*/}" = "$wanted" ]
}
status_of() {
  state= uid=
  while read -r key value effective rest; do
    case $key in
      State:) state=$value ;;
      Uid:) uid=$effective; break ;;
    esac
  done <"$1/status"
  [ -n "$uid" ]
}
)sh";

/// What the kernel keeps of a process's name.
inline constexpr std::size_t longest_process_name = 15;

}  // namespace labcheck::checks
