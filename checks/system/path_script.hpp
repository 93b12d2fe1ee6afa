#pragma once

#include <string>
#include <string_view>

namespace labcheck::checks {

/// Shell functions that look at a path, for scripts of types about files. `look_at PATH` says `link` (in hex) when the
/// path itself is a symbolic link, `exists`, and of what it leads to what `read_properties` reads; it is false when the
/// path leads nowhere. Needs stat and readlink.
inline constexpr std::string_view path_functions = R"sh(
absent() {
  case $1 in
    *': No such file or directory' | *': Not a directory') return 0 ;;
    *': Too many levels of symbolic links' | *': Symbolic link loop') return 0 ;;
  esac
  return 1
}
look_at() {
  if [ -L "$1" ]; then
    target=$(readlink -- "$1" && echo .) || trouble "can't read the link"
    target=${target%.}
    tell link "${target%"$nl"}"
  fi
  if ! told=$(stat -L -c "raw=%f${nl}uid=%u${nl}gid=%g${nl}size=%s${nl}owner=%U${nl}group=%G" -- "$1" 2>&1); then
    absent "$told" || trouble "can't look at the file: ${told##*: }"
    say exists no
    return 1
  fi
  say exists yes
  printf '%s\n' "$told"
}
)sh";

inline std::string with_path_functions(std::string_view script) {
  return std::string{path_functions}.append(script);
}

}  // namespace labcheck::checks
