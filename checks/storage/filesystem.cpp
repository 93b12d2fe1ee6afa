#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/at_boot.hpp"
#include "checks/storage/blkid.hpp"
#include "checks/storage/mount_table.hpp"
#include "checks/storage/superblock.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "of",
           .kind = ValueKind::path,
           .about = "a block device, or a path on the file system that is meant",
           .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether there is a file system"},
      {.name = "type", .kind = ValueKind::text, .about = "such as ext4, xfs, btrfs, vfat, tmpfs, nfs4"},
      {.name = "device", .kind = ValueKind::path, .about = "the device that it is on, when there is one"},
      {.name = "label", .kind = ValueKind::text, .about = "its label; empty for none"},
      {.name = "uuid", .kind = ValueKind::text, .about = "its UUID"},
      {.name = "size", .kind = ValueKind::integer, .about = "bytes that it manages; ext2 to ext4 and xfs"},
      {.name = "block_size", .kind = ValueKind::integer, .about = "bytes in a block; ext2 to ext4 and xfs"},
      {.name = "inodes", .kind = ValueKind::integer, .about = "how many files it can hold; ext2 to ext4"},
      {.name = "features",
       .kind = ValueKind::list,
       .about = "such as has_journal, quota (ext2 to ext4), reflink, crc (xfs)",
       .element = ValueKind::text},
      {.name = "clean",
       .kind = ValueKind::boolean,
       .about = "ext2 to ext4: without errors, and when not mounted without a journal to play back"},
      {.name = "mounted", .kind = ValueKind::boolean, .about = "whether it is mounted now"},
      {.name = "mountpoints", .kind = ValueKind::list, .about = "where", .element = ValueKind::path},
  };
}

// `df -P` names the device of a path; every system has it, and its words are POSIX's.
constexpr std::string_view script = R"sh(
need cat readlink stat df
of=$1
mounts=$(cat /proc/self/mountinfo) || trouble "the kernel's list of mounts can't be read"
tell mounts "$mounts"
if [ ! -e "$of" ]; then say exists no; finish; fi
say exists yes
if [ -b "$of" ]; then
  device=$of
else
  real=$(readlink -f -- "$of") || trouble "the path leads nowhere"
  tell real "$real"
  shown=$(df -P -k -- "$real") || trouble "can't tell which file system the path is on"
  device=${shown##*"$nl"}
  device=${device%% *}
fi
case $device in /dev/*) ;; *) finish ;; esac
[ -b "$device" ] || finish
device=$(readlink -f -- "$device") || trouble "the device's name leads nowhere"
tell device "$device"
say number "$(stat -c %t:%T -- "$device")"
probe "$device"
case "$nl$probed$nl" in
  *"${nl}ID_FS_TYPE=ext"[234]"$nl"*)
    need dumpe2fs
    shown=$(dumpe2fs -h "$device" 2>/dev/null) || trouble "dumpe2fs can't read the file system"
    tell ext "$shown"
    ;;
  *"${nl}ID_FS_TYPE=xfs$nl"*)
    need xfs_info
    shown=$(xfs_info "$device") || trouble "xfs_info can't read the file system"
    tell xfs "$shown"
    ;;
esac
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "of");
  return path.starts_with('/') || has_references(path) ? "" : fmt::format("'{}' is no absolute path", path);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(std::string{blkid_script}.append(script), {text_of(parameters, "of")});
}

bool is_below(std::string_view path, std::string_view point) {
  return path.starts_with(point) && (point == "/" || path.size() == point.size() || path[point.size()] == '/');
}

/// The mount that a path is on: the deepest, of several at one place the last.
const Mounted* mount_of(const std::vector<Mounted>& mounts, std::string_view path) {
  const Mounted* found = nullptr;
  for (const auto& mount : mounts) {
    if (is_below(path, mount.point) && (found == nullptr || mount.point.size() >= found->point.size())) {
      found = &mount;
    }
  }
  return found;
}

Result<Value> of_device(const Fields& fields, const std::vector<Mounted>& mounts) {
  LABCHECK_TRY_ASSIGN(const auto probe, read_probe(fields));
  LABCHECK_TRY_ASSIGN(const auto device, fields.text("device"));
  LABCHECK_TRY_ASSIGN(const auto hex, fields.word("number"));
  const auto usage = probe.find("FS_USAGE");
  if (usage == probe.end() || usage->second != "filesystem") {
    return Value{{"exists", false}, {"device", device}};
  }
  Value facts{{"exists", true}, {"device", device}, {"label", ""}, {"mountpoints", Value::array()}};
  for (const auto& [key, fact] : {std::pair{"FS_TYPE", "type"}, {"FS_LABEL_ENC", "label"}, {"FS_UUID", "uuid"}}) {
    if (const auto found = probe.find(key); found != probe.end()) {
      facts[fact] = found->second;
    }
  }
  const auto number = decimal_number(hex);
  for (const auto& mount : mounts) {
    if (mount.number == number || mount.source == device) {
      facts["mountpoints"].push_back(mount.point);
    }
  }
  const bool mounted = !facts["mountpoints"].empty();
  facts["mounted"] = mounted;
  if (fields.has("ext") || fields.has("xfs")) {
    const bool ext = fields.has("ext");
    LABCHECK_TRY_ASSIGN(const auto printed, fields.bytes(ext ? "ext" : "xfs"));
    LABCHECK_TRY_ASSIGN(const auto more, ext ? read_ext(printed, mounted) : read_xfs(printed));
    facts.update(more);
  }
  return facts;
}

Result<Value> read(const Value& /*parameters*/, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("mounts"));
  LABCHECK_TRY_ASSIGN(const auto mounts, read_mountinfo(table));
  if (fields.has("device")) {
    return of_device(fields, mounts);
  }
  LABCHECK_TRY_ASSIGN(const auto real, fields.text("real"));
  const auto* mount = mount_of(mounts, real);
  if (mount == nullptr) {
    return unreadable("the kernel's list of mounts has nothing above the path");
  }
  return Value{{"exists", true}, {"type", mount->fstype}, {"mounted", true}, {"mountpoints", {mount->point}}};
}

}  // namespace

CheckType filesystem() {
  return {
      .name = "filesystem",
      .subject = "storage",
      .about = "the file system on a device or under a path: type, label, size, features",
      .main_parameter = "of",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: db\nfilesystem: /dev/data/www\nexpect: {type: ext4, label: www, clean: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
