#pragma once

#include <string_view>

namespace labcheck::checks {

/// Finds the sockets that listen on a port, and who holds them, in the kernel's own tables. Arguments: the port in
/// four hex digits, `tcp` or `udp`, the state that means listening there (0A or 07), `yes` to look for the holders.
///
/// No `ss` is asked: the kernel's tables are there on every Linux, a replaced tool can't lie about them, and no
/// process can slip a line into them by its name, as it can into the output of `ss -p`.
inline constexpr std::string_view port_script = R"sh(
need grep id readlink find stat getent
port=$1 protocol=$2 state=$3 owner=$4
inodes=
tables=
for table in "/proc/net/$protocol" "/proc/net/${protocol}6"; do
  [ -e "$table" ] || continue # IPv6 may be switched off
  tables=yes
  lines=$(grep -E "^ *[0-9]+: [0-9A-F]+:$port [0-9A-F]+:[0-9A-F]+ $state " "$table")
  [ "$?" -le 1 ] || trouble "can't read $table"
  IFS=$nl
  for line in $lines; do
    unset IFS
    set -- $line
    say socket "$2 ${10}"
    case " $inodes " in *" ${10} "*) ;; *) inodes="$inodes ${10}" ;; esac
  done
  unset IFS
done
[ -n "$tables" ] || trouble "the kernel shows no /proc/net/$protocol"
if [ "$owner" = no ] || [ -z "$inodes" ]; then finish; fi

# The process, its parent, the user that it runs as, and its program.
describe() {
  parent= uid=
  while read -r key value effective rest; do
    case $key in
      PPid:) parent=$value ;;
      Uid:) uid=$effective; break ;;
    esac
  done <"/proc/$1/status"
  [ -n "$uid" ] || return
  exe=$(readlink "/proc/$1/exe") || return
  # A replaced program is shown with this ending; a file may also really be called so.
  [ "/proc/$1/exe" -ef "$exe" ] || exe=${exe%" (deleted)"}
  tell process "$1 $parent $uid $exe"
  case " $uids " in
    *" $uid "*) ;;
    *)
      uids="$uids $uid"
      if line=$(getent passwd "$uid"); then tell user "$uid ${line%%:*}"; fi
      ;;
  esac
  package_of "$1" "$exe"
}
# Only a process that runs the very file at that path runs the package's program: it may be an image's or a deleted one.
package_of() {
  [ "/proc/$1/exe" -ef "$2" ] || return
  case $nl$programs$nl in *"$nl$2$nl"*) return ;; esac
  programs=$programs$nl$2
  name=
  for path in "$2" "${2#/usr}" "/usr$2"; do
    [ "$path" -ef "$2" ] || continue
    if command -v dpkg-query >/dev/null 2>&1 && [ -e /var/lib/dpkg/status ]; then
      case $path in *[]*?\\[]*) return ;; esac # a pattern to dpkg-query
      found=$(dpkg-query -S -- "$path" 2>/dev/null) || continue
      name=${found%": $path"}
      [ "$name" != "$found" ] || continue
      name=${name##*"$nl"}
      name=${name%%[:,]*}
    elif command -v rpm >/dev/null 2>&1; then
      name=$(rpm -qf --qf '%{NAME}\n' -- "$path" 2>/dev/null) || { name=; continue; }
      name=${name%%"$nl"*}
    else
      say missing "dpkg-query or rpm"
      finish
    fi
    break
  done
  [ -z "$name" ] || tell package "$name $2"
}
# The descriptors that are these sockets. Only busybox's find can't look for the text of a link.
holders() {
  set --
  for inode in $inodes; do set -- "$@" ${1:+-o} -lname "socket:\[$inode\]"; done
  set +f
  if find / -maxdepth 0 -lname x >/dev/null 2>&1; then
    find /proc/[0-9]*/fd -maxdepth 1 '(' "$@" ')' 2>/dev/null
    return
  fi
  for folder in /proc/[0-9]*/fd; do
    stat -L -c '%i %f %n' "$folder"/* 2>/dev/null | while read -r inode mode link; do
      case "$mode $inodes " in 'c1ff '*" $inode "*) echo "$link" ;; esac
    done
  done
}
pids= uids= programs=
for link in $(holders); do
  target=$(readlink "$link") || continue
  case $target in "socket:["*) target=${target#"socket:["} ;; *) continue ;; esac
  pid=${link#/proc/}
  pid=${pid%%/*}
  say holder "${target%]} $pid"
  case " $pids " in
    *" $pid "*) ;;
    *) pids="$pids $pid"; describe "$pid" 2>/dev/null ;;
  esac
done
[ "$(id -u)" = 0 ] || say hidden yes
finish
)sh";

}  // namespace labcheck::checks
