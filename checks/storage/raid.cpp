#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/md_state.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "device",
           .kind = ValueKind::path,
           .about = "the array, such as /dev/md0 or /dev/md/data",
           .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the kernel has this array"},
      {.name = "level", .kind = ValueKind::text, .about = "raid0, raid1, raid5, raid6, raid10, linear, …"},
      {.name = "state", .kind = ValueKind::text, .about = "clean, active, readonly, inactive, …"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "raid_devices", .kind = ValueKind::integer, .about = "how many devices it is made for"},
      {.name = "active_devices", .kind = ValueKind::integer, .about = "how many of them are in use and in step"},
      {.name = "spare_devices", .kind = ValueKind::integer, .about = "how many stand by"},
      {.name = "failed_devices", .kind = ValueKind::integer, .about = "how many have failed"},
      {.name = "degraded", .kind = ValueKind::boolean, .about = "whether devices are missing of what it is made for"},
      {.name = "sync_action",
       .kind = ValueKind::text,
       .about = "idle, resync, recover, check, repair, reshape; not there for levels without redundancy"},
      {.name = "sync_percent", .kind = ValueKind::number, .about = "how far that is, while it runs"},
      {.name = "chunk_size", .kind = ValueKind::integer, .about = "bytes in a chunk, 0 where there are none"},
      {.name = "metadata", .kind = ValueKind::text, .about = "the format of its superblock, such as 1.2"},
      {.name = "uuid", .kind = ValueKind::text, .about = "its UUID in mdadm's spelling"},
      {.name = "members",
       .kind = ValueKind::list,
       .about =
           "its devices by place, each with device, role (active, spare, rebuilding, faulty) and slot if it has one",
       .element = ValueKind::map},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether mdadm.conf names it, by UUID or else by name"},
  };
}

// The kernel's own words; mdadm is only asked for the UUID, which older kernels don't tell.
constexpr std::string_view script = R"sh(
need readlink cat
device=$1
[ -d /sys/block ] || trouble "there is no /sys to look at"
real=$(readlink -f -- "$device") || real=$device
name=${real##*/}
if [ ! -b "$real" ] || [ ! -d "/sys/block/$name/md" ]; then say exists no; finish; fi
say exists yes
tell real "$real"
sys=/sys/block/$name
say sectors "$(cat "$sys/size")"
for key in level array_state raid_disks degraded sync_action sync_completed chunk_size metadata_version; do
  [ ! -r "$sys/md/$key" ] || say "$key" "$(cat "$sys/md/$key")"
done
set +f
for member in "$sys"/md/dev-*; do
  [ -d "$member" ] || continue
  tell member "${member##*/dev-}"
  say member_state "$(cat "$member/state")"
  say member_slot "$(cat "$member/slot")"
done
set -f
if command -v mdadm >/dev/null 2>&1; then
  shown=$(mdadm --detail --export "$real") || trouble "mdadm can't look at the array"
  tell shown "$shown"
fi
for file in /etc/mdadm/mdadm.conf /etc/mdadm.conf; do
  [ -e "$file" ] || continue
  text=$(cat "$file") || trouble "$file can't be read"
  tell conf "$text"
done
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto device = text_of(parameters, "device");
  return device.starts_with("/dev/") || has_references(device) ? "" : fmt::format("'{}' is no path below /dev", device);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "device")});
}

Result<bool> is_named(const Fields& fields, const ArrayName& array) {
  for (const auto& spelt : fields.all("conf")) {
    const auto conf = read_hex(spelt);
    if (!conf) {
      return unreadable("mdadm.conf in the host's answer is no hex");
    }
    if (names_array(*conf, array)) {
      return true;
    }
  }
  return false;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(const auto state, read_array(fields));
  LABCHECK_TRY_ASSIGN(const auto members, read_members(fields));
  facts.update(state);
  facts.update(members);
  ArrayName array{.asked = text_of(parameters, "device"), .real = {}, .uuid = {}};
  LABCHECK_TRY_ASSIGN(array.real, fields.text("real"));
  if (fields.has("shown")) {
    LABCHECK_TRY_ASSIGN(const auto shown, fields.text("shown"));
    for (const auto& line : lines_of(shown)) {
      if (line.starts_with("MD_UUID=")) {
        array.uuid = line.substr(8);
        facts["uuid"] = array.uuid;
      }
    }
  }
  LABCHECK_TRY_ASSIGN(facts["persistent"], is_named(fields, array));
  return facts;
}

}  // namespace

CheckType raid() {
  return {
      .name = "raid",
      .subject = "storage",
      .about = "an array of the kernel's md driver: level, members, whether it is whole",
      .main_parameter = "device",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: db\nraid: /dev/md0\nexpect: {level: raid5, active_devices: 3, spare_devices: 1, degraded: false}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
