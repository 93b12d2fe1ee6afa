#pragma once

#include <string_view>

namespace labcheck::checks {

/// What the kernel says of a block device; stands behind blkid's script. Names in sysfs have a ! for each slash.
inline constexpr std::string_view block_device_script = R"sh(
need readlink stat cat
called() {
  if [ -r "$1/dm/name" ]; then printf '/dev/mapper/%s' "$(cat "$1/dm/name")"; else printf '/dev/%s' "${1##*/}"; fi
}
told() { [ ! -r "$2" ] || tell "$1" "$(cat "$2")"; }
device=$1
[ -d /sys/dev/block ] || trouble "there is no /sys to look at"
if [ ! -b "$device" ]; then say exists no; finish; fi
real=$(readlink -f -- "$device") || trouble "the device's name leads nowhere"
number=$(stat -c '0x%t 0x%T' -- "$real") || trouble "the device has no number"
number=$(printf '%d:%d' $number)
if [ ! -d "/sys/dev/block/$number" ]; then say exists no; finish; fi
say exists yes
sys=$(readlink -f "/sys/dev/block/$number")
say number "$number"
tell path "$(called "$sys")"
say sectors "$(cat "$sys/size")"
say read_only "$(cat "$sys/ro")"
whole=$sys
if [ -e "$sys/partition" ]; then
  whole=${sys%/*}
  say partition "$(cat "$sys/partition")"
  tell parent "$(called "$whole")"
fi
told dm_uuid "$sys/dm/uuid"
told md_level "$sys/md/level"
told backing_file "$sys/loop/backing_file"
[ ! -d "$sys/loop" ] || say loop yes
told removable "$whole/removable"
told rotational "$whole/queue/rotational"
told model "$whole/device/model"
if [ -r "$whole/serial" ]; then told serial "$whole/serial"; else told serial "$whole/device/serial"; fi
set +f
for part in "$sys"/*/partition; do
  [ -e "$part" ] || continue
  part=${part%/partition}
  tell part "$(called "$part")"
  say part_number "$(cat "$part/partition")"
  say part_start "$(cat "$part/start")"
  say part_sectors "$(cat "$part/size")"
done
for one in "$sys"/slaves/*; do [ ! -e "$one" ] || tell parent "$(called "$(readlink -f "$one")")"; done
for one in "$sys"/holders/*; do [ ! -e "$one" ] || tell holder "$(called "$(readlink -f "$one")")"; done
set -f
mounts=$(cat /proc/self/mountinfo) || trouble "the kernel's list of mounts can't be read"
tell mounts "$mounts"
probe "$real"
finish
)sh";

}  // namespace labcheck::checks
