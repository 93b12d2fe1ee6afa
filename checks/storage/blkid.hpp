#pragma once

#include <map>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>

#include "checks/reading.hpp"

namespace labcheck::checks {

/// `probe DEVICE` tells what blkid(8) finds on the device itself, not what its cache or udev remembers. To
/// blkid a device that it may not open is one with nothing on it.
inline constexpr std::string_view blkid_script = R"sh(
need blkid
probe() {
  (: <"$1") 2>/dev/null || trouble "the device can't be read by this login"
  found=0
  probed=$(blkid -p -o udev -- "$1") || found=$?
  case $found in
    0 | 2) tell probed "$probed" ;;
    8) trouble "blkid finds signatures of several file systems" ;;
    *) trouble "blkid can't look at the device" ;;
  esac
}
)sh";

/// blkid's answer: by its names without ID_, such as FS_TYPE.
Result<std::map<std::string, std::string, std::less<>>> read_probe(const Fields& fields);

}  // namespace labcheck::checks
