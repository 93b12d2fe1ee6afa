#pragma once

#include <string_view>

namespace labcheck::checks {

/// $1: plain, nginx, mysql or systemd; $2: the path, or a unit's name. Sends the file with all that it includes. What
/// it takes for an include may be none (in a comment): the reader looks up those that it meets.
constexpr std::string_view config_script = R"sh(
need head sed tr sort
how=$1 path=$2
count=0
seen=$nl
queue=
send() {
  case $seen in *"$nl$1$nl"*) return 1 ;; esac
  seen=$seen$1$nl
  count=$((count + 1))
  [ "$count" -le 300 ] || trouble "more than 300 files belong to this configuration"
  tell file "$1"
  printf content=
  { head -c 262145 <"$1" && printf .; } 2>/dev/null | hex
  echo
}
patterns() {
  case $how in
    nginx) tr ';{}' '\n\n\n' <"$1" | sed -n 's/^[[:space:]]*include[[:space:]]\{1,\}//p' |
      sed -e 's/[[:space:]]*$//' -e 's/^"\(.*\)"$/\1/' -e "s/^'\(.*\)'\$/\1/" ;;
    mysql) sed -n -e 's/[[:space:]]*$//' -e 's/^[[:space:]]*!\(include[[:space:]]\)[[:space:]]*/\1/p' \
      -e 's/^[[:space:]]*!\(includedir[[:space:]]\)[[:space:]]*/\1/p' "$1" ;;
  esac 2>/dev/null
}
glob_of() {
  case $how in
    nginx) case $1 in /*) glob=$1 ;; *) glob=${path%/*}/$1 ;; esac ;;
    mysql) case $1 in includedir*) glob=${1#includedir?}; glob=${glob%/}/*.cnf ;; *) glob=${1#include?} ;; esac ;;
  esac
}
expand() {
  saved=$IFS IFS= matches=
  set +f
  for match in $1; do
    [ -f "$match" ] || continue
    case $match in *"$nl"*) trouble "the name of an included file holds a newline" ;; esac
    matches=$matches$match$nl
  done
  set -f
  IFS=$saved
}
follow() {
  queue=$1$nl
  known=$nl
  while [ -n "$queue" ]; do
    file=${queue%%"$nl"*}
    queue=${queue#*"$nl"}
    send "$file" || continue
    found=$(patterns "$file")
    while [ -n "$found" ]; do
      pattern=${found%%"$nl"*}
      case $found in *"$nl"*) found=${found#*"$nl"} ;; *) found= ;; esac
      case $known in *"$nl$pattern$nl"*) continue ;; esac
      known=$known$pattern$nl
      glob_of "$pattern"
      expand "$glob"
      tell include "$pattern"
      tell matches "$matches"
      queue=$queue$matches
    done
  done
}
unit() {
  need systemctl
  shown=$(systemctl show -p LoadState -p FragmentPath -p DropInPaths -p NeedDaemonReload -- "$path") ||
    trouble "systemctl can't ask systemd"
  fragment= dropins= state= reload=
  saved=$IFS IFS=$nl
  for line in $shown; do
    case $line in
      LoadState=*) state=${line#*=} ;;
      FragmentPath=*) fragment=${line#*=} ;;
      DropInPaths=*) dropins=${line#*=} ;;
      NeedDaemonReload=*) reload=${line#*=} ;;
    esac
  done
  IFS=$saved
  say state "$state"
  if [ "$state" = not-found ]; then say exists no; return; fi
  say exists yes
  say reload "$reload"
  for file in "$fragment" $dropins; do [ -z "$file" ] || [ ! -f "$file" ] || send "$file"; done
}
# Drop-ins of a file below one of systemd's folders lie in all of them; of one name the first folder's counts.
drop_ins() {
  folders=$path.d
  for top in /etc /run /usr/local/lib /usr/lib /lib; do
    case $path in
      "$top"/*) rest=${path#"$top"/}
        folders="/etc/$rest.d$nl/run/$rest.d$nl/usr/local/lib/$rest.d$nl/usr/lib/$rest.d$nl/lib/$rest.d"
        break ;;
    esac
  done
  IFS=$nl
  set +f
  names=$(for folder in $folders; do
    for file in "$folder"/*.conf; do [ ! -e "$file" ] || printf '%s\n' "${file##*/}"; done
  done | sort -u)
  set -f
  [ ! -f "$path" ] || send "$path"
  for name in $names; do
    for folder in $folders; do
      [ -e "$folder/$name" ] || continue
      [ ! -f "$folder/$name" ] || send "$folder/$name"
      break
    done
  done
  if [ "$count" = 0 ]; then say exists no; else say exists yes; fi
}
case $how/$path in
  systemd/*/*) drop_ins ;;
  systemd/*) unit ;;
  *)
    if [ -f "$path" ]; then say exists yes; follow "$path"
    elif [ -e "$path" ]; then say exists yes; say odd yes
    else say exists no; fi ;;
esac
finish
)sh";

}  // namespace labcheck::checks
