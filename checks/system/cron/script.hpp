#pragma once

#include <string_view>

namespace labcheck::checks {

/// Every table with its owner, every script that run-parts would run, and what cron takes no notice of, told why.
constexpr std::string_view cron_script = R"sh(
need id head stat cut
[ "$(id -u)" = 0 ] || trouble "only root can read all users' jobs: log in as root or use sudo"
if [ -e /etc/debian_version ]; then debian=yes; else debian=no; fi
running=no
set +f
for folder in /proc/[0-9]*; do
  if { read -r name <"$folder/comm"; } 2>/dev/null; then
    case $name in cron | crond | cronie) running=yes ;; esac
  fi
done
say running "$running"
if command -v getent >/dev/null 2>&1; then users=$(getent passwd | cut -d : -f 1); else users=$(cut -d : -f 1 /etc/passwd); fi
tell users "$users"
count=0
send() { # FILE USER
  count=$((count + 1))
  [ "$count" -le 500 ] || trouble "there are more than 500 tables of cron"
  tell table "$1"
  tell owner "$2"
  printf content=
  { head -c 65537 <"$1" && printf .; } 2>/dev/null | hex
  echo
}
ignore() { tell ignored "$1: $2"; }
# A table of the system's must be root's, and nobody else may write to it.
is_roots() {
  told=$(stat -L -c '%u %a' -- "$1" 2>/dev/null) || return 1
  case $told in '0 '*) ;; *) return 1 ;; esac
  mode=${told#0 }
  case $mode in *[2367] | *[2367]?) return 1 ;; esac
}
system_table() {
  if ! [ -f "$1" ]; then ignore "$1" "it is no regular file"
  elif is_roots "$1"; then send "$1" ''
  else ignore "$1" "it is not root's alone to write"; fi
}
[ ! -e /etc/crontab ] || system_table /etc/crontab
for file in /etc/cron.d/*; do
  [ -e "$file" ] || continue
  name=${file##*/}
  case $debian$name in
    yes*[!A-Za-z0-9_-]*) ignore "$file" "cron skips files with such a name" ;;
    no*~ | no*.rpmsave | no*.rpmnew | no*.rpmorig | no*,v) ignore "$file" "cron skips files with such a name" ;;
    *) system_table "$file" ;;
  esac
done
for folder in /var/spool/cron/crontabs /var/spool/cron /etc/crontabs; do
  [ -d "$folder" ] || continue
  for file in "$folder"/*; do
    if ! [ -f "$file" ] || [ -L "$file" ]; then continue; fi
    name=${file##*/}
    case $name in
      .* | tmp.* | cron.update) continue ;;
    esac
    if id "$name" >/dev/null 2>&1; then send "$file" "$name"; else ignore "$file" "there is no user $name"; fi
  done
  # Of these places a daemon has one; the second holds the first.
  break
done
for period in hourly daily weekly monthly; do
  for file in "/etc/cron.$period"/*; do
    [ -f "$file" ] || continue
    name=${file##*/}
    case $debian$name in
      yes*[!A-Za-z0-9_-]*) ignore "$file" "run-parts skips files with such a name"; continue ;;
    esac
    if [ -x "$file" ]; then tell "$period" "$file"; else ignore "$file" "it is not executable"; fi
  done
done
if command -v anacron >/dev/null 2>&1; then say anacron yes; fi
finish
)sh";

}  // namespace labcheck::checks
