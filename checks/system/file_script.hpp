#pragma once

#include <string_view>

namespace labcheck::checks {

/// Behind path_functions: looks at a file, writes or removes it. Arguments: path, what (`look`, `write`, `remove`),
/// content, mode, owner, group, `yes` to read the content, `yes` to hash it.
///
/// Writing goes to a new file of a name nobody can guess, created exclusively, kept open and then moved to its place:
/// whatever stands or appears there, no link is ever followed. Content ends with a dot, so that a failed read shows.
inline constexpr std::string_view file_script = R"sh(
path=$1 what=$2 content=$3 mode=$4 owner=$5 group=$6 read=$7 hash=$8
refuse() { tell trouble_words "$1"; say written no; }
drop() { rm -f -- "$temp"; trouble "$1"; }
# What a shell or a tool was told, when a mount of the host's takes no file: no trouble of the asker's. A full or a broken
# disk may be the exam centre's, and stays one.
takes_none() {
  case $1 in
    *': Read-only file system') why='is read-only' ;;
    *': Transport endpoint is not connected' | *': Socket not connected' | *': Stale file handle') why='is not connected' ;;
    *) return 1 ;;
  esac
}
write() {
  need mv rm chmod chown
  folder=${path%/*}
  folder=${folder:-/}
  if ! told=$(stat -L -c %f -- "$folder/." 2>&1); then
    if takes_none "$told"; then refuse "the filesystem of $folder $why"; return; fi
    absent "$told" || trouble "can't look at the folder $folder"
    refuse "there is no folder $folder"
    return
  fi
  if [ -d "$path" ] && ! [ -L "$path" ]; then refuse "there is a directory at $path"; return; fi
  read -r token </proc/sys/kernel/random/uuid || trouble "the kernel gives no random name"
  temp=$folder/.labcheck.$token
  umask 077
  set -C
  if ! command exec 9>"$temp"; then
    takes_none "$( (: >"$temp") 2>&1)" || drop "can't make a file in $folder"
    refuse "the filesystem of $folder $why"
    return
  fi
  set +C
  printf %s "$content" >&9 || drop "can't write into $folder"
  if [ -n "$owner$group" ]; then
    told=$(chown -- "$owner${group:+:$group}" /proc/self/fd/9 2>&1) || case $told in
      *invalid* | *unknown*) rm -f -- "$temp"; refuse "there is no user or no group of $owner${group:+:$group}"; return ;;
      *) drop "can't give a file to $owner${group:+:$group}" ;;
    esac
  fi
  chmod -- "$mode" /proc/self/fd/9 || drop "can't set the permissions of a file"
  exec 9>&-
  mv -f -T -- "$temp" "$path" || drop "can't move a file to $path"
  say written yes
}
remove() {
  need rm
  if [ -d "$path" ] && ! [ -L "$path" ]; then trouble "it is a directory, which labcheck does not remove"; fi
  told=$(rm -f -- "$path" 2>&1) || takes_none "$told" || trouble "can't remove the file: ${told##*: }"
}
look() {
  look_at "$path" || return
  [ -f "$path" ] || return
  if [ "$read" = yes ]; then
    printf content=
    { head -c 65537 <"$path" && printf .; } | hex
    echo
  fi
  if [ "$hash" = yes ]; then
    sum=$(sha256sum <"$path") || trouble "can't read the file"
    say sha256 "${sum%% *}"
  fi
}
need stat readlink head sha256sum
case $what in
  write) write ;;
  remove) remove ;;
esac
look
finish
)sh";

}  // namespace labcheck::checks
