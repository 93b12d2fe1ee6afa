#pragma once

#include <map>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// `snapshot NAME`: every file below the paths in `$watched` (a line each), with its mode, owner, size and hash.
constexpr std::string_view snapshot_shell = R"sh(
snapshot() {
  [ -n "$watched" ] || return 0
  need find stat sha256sum wc
  : >"$work/list"
  : >"$work/sums"
  saved=$IFS IFS=$nl
  for place in $watched; do
    if ! [ -e "$place" ] && ! [ -L "$place" ]; then continue; fi
    [ -z "$(find "$place" -xdev -name "*$nl*" -print)" ] || trouble "a name below $place holds a newline"
    find "$place" -xdev -exec stat -c '%f %u %g %s %n' -- {} + >>"$work/list" || trouble "can't look below $place"
    find "$place" -xdev -type f -exec sha256sum -- {} + >>"$work/sums" || trouble "can't read the files below $place"
  done
  IFS=$saved
  [ "$(wc -l <"$work/list")" -le 1500 ] || trouble "there are more than 1500 files below the watched paths"
  for part in list sums; do
    printf '%s_%s=' "$1" "$part"
    hex <"$work/$part"
    echo
  done
}
)sh";

/// What stood where: its properties by its path.
using Snapshot = std::map<std::string, std::string, std::less<>>;
Result<Snapshot> read_snapshot(const Fields& fields, std::string_view name);

/// `created`, `changed` and `removed`: paths. A directory whose files come and go has not changed itself.
Value effects_between(const Snapshot& before, const Snapshot& behind);

}  // namespace labcheck::checks
