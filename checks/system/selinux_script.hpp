#pragma once

#include <string_view>

namespace labcheck::checks {

/// Tells of SELinux as a whole, of a path ($path), of a boolean ($boolean) and of processes ($wanted, by the functions
/// of process_matching.hpp), each when it is not empty. A kernel that has a policy but whose file system of settings is
/// not mounted is no disabled one: its processes bear contexts.
inline constexpr std::string_view selinux_script = R"sh(
need cat stat
root=
for folder in /sys/fs/selinux /selinux; do
  [ -n "$root" ] || [ ! -e "$folder/enforce" ] || root=$folder
done
if [ -n "$root" ]; then
  say enforce "$(cat "$root/enforce")"
elif grep -q selinuxfs /proc/filesystems; then
  case $(tr -d '\0' </proc/self/attr/current 2>/dev/null) in
    *:*:*) trouble "the kernel has a policy, and selinuxfs isn't mounted" ;;
  esac
fi
tell command_line "$(cat /proc/cmdline)"
if [ -e /etc/selinux/config ]; then
  config=$(cat /etc/selinux/config) || trouble "/etc/selinux/config can't be read"
  tell config "$config"
fi
if [ -n "$path" ]; then
  if context=$(stat -c %C -- "$path" 2>&1); then
    say exists yes
    [ "$context" = '?' ] || tell context "$context"
  else
    case $context in
      *': No such file or directory' | *': Not a directory' | *': No such file or directory'"$nl"*) say exists no ;;
      *': No data available'* | *': Operation not supported'*) say exists yes ;;
      *) trouble "the path's context can't be read" ;;
    esac
  fi
  if command -v matchpathcon >/dev/null 2>&1; then
    if expected=$(matchpathcon -n "$path" 2>/dev/null); then
      tell expected "$expected"
    elif [ -n "$root" ]; then
      trouble "matchpathcon can't say which context the policy wants"
    fi
  fi
fi
if [ -n "$boolean" ]; then
  if [ -n "$root" ] && [ -e "$root/booleans/$boolean" ]; then
    value=$(cat "$root/booleans/$boolean") || trouble "the boolean can't be read"
    tell boolean "$value"
  fi
  set +f
  for folder in /var/lib/selinux/* /etc/selinux/* /etc/selinux/*/modules; do
    [ -d "$folder" ] || continue
    [ -x "$folder" ] || { say hidden yes; continue; }
    [ ! -d "$folder/active" ] || [ -x "$folder/active" ] || { say hidden yes; continue; }
    file=$folder/active/booleans.local
    [ -e "$file" ] || continue
    text=$(cat "$file") || trouble "the booleans that are set for good can't be read"
    tell store "${folder%/modules}"
    tell local "$text"
  done
  set -f
fi
if [ -n "$wanted" ] && [ -n "$root" ]; then
  set +f
  for entry in /proc/[0-9]*; do
    [ "${entry#/proc/}" != "$$" ] || continue
    first=
    { matches "$entry" && status_of "$entry"; } 2>/dev/null || continue
    [ "$state" != Z ] || continue
    if context=$(cat "$entry/attr/current" 2>/dev/null | tr -d '\0') && [ -n "$context" ]; then
      tell process "$context"
    elif [ -d "$entry" ]; then
      trouble "a process's context can't be read"
    fi
  done
  set -f
fi
finish
)sh";

}  // namespace labcheck::checks
