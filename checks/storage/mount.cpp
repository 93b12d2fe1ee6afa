#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/at_boot.hpp"
#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "path", .kind = ValueKind::path, .about = "where it is mounted, an absolute path", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "mounted", .kind = ValueKind::boolean, .about = "whether something is mounted there now"},
      {.name = "source", .kind = ValueKind::text, .about = "what is mounted, such as /dev/mapper/data-www or box:/srv"},
      {.name = "fstype", .kind = ValueKind::text, .about = "the file system's type, such as ext4 or nfs4"},
      {.name = "options",
       .kind = ValueKind::list,
       .about = "options in force, such as rw, noatime",
       .element = ValueKind::text},
      {.name = "read_only", .kind = ValueKind::boolean, .about = "whether it can't be written to"},
      {.name = "root", .kind = ValueKind::path, .about = "what of the file system is mounted: / unless bound"},
      {.name = "device", .kind = ValueKind::text, .about = "the device's numbers, such as 254:17"},
      {.name = "propagation", .kind = ValueKind::text, .about = "private, shared, slave or unbindable"},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether it is mounted at boot, by /etc/fstab or an enabled unit"},
      {.name = "persistent_by", .kind = ValueKind::path, .about = "/etc/fstab, or the unit's file"},
      {.name = "persistent_source",
       .kind = ValueKind::text,
       .about = "what is mounted at boot, as it is written there"},
      {.name = "persistent_fstype", .kind = ValueKind::text, .about = "the type that is written there"},
      {.name = "persistent_options",
       .kind = ValueKind::list,
       .about = "the options that are written there",
       .element = ValueKind::text},
      {.name = "same_source",
       .kind = ValueKind::boolean,
       .about = "whether what is written there leads to what is mounted now; not there for bound folders"},
  };
}

constexpr std::string_view script = R"sh(
path=$1
real=$(readlink -f -- "$path") || real=$path
tell real "$real"
mounts=$(cat /proc/self/mountinfo) || trouble "the kernel's list of mounts can't be read"
tell mounts "$mounts"
table
unit "$path" mount
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto path = text_of(parameters, "path");
  return path.starts_with('/') || has_references(path) ? "" : fmt::format("'{}' is no absolute path", path);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(std::string{at_boot_script}.append(script), {text_of(parameters, "path")});
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) {
    path.pop_back();
  }
  return path;
}

void add_mounted(Value& facts, const Mounted& mount) {
  facts["source"] = mount.source;
  facts["fstype"] = mount.fstype;
  facts["options"] = mount.options;
  facts["read_only"] = mount.read_only;
  facts["root"] = mount.root;
  facts["device"] = mount.number;
  facts["propagation"] = mount.propagation;
}

void add_boot(Value& facts, const AtBoot& boot, const Mounted* mount) {
  facts["persistent"] = boot.starts;
  facts["persistent_by"] = boot.by;
  facts["persistent_source"] = boot.source;
  facts["persistent_fstype"] = boot.fstype;
  facts["persistent_options"] = boot.options;
  const bool bound = std::any_of(boot.options.begin(), boot.options.end(),
                                 [](const auto& option) { return option == "bind" || option == "rbind"; });
  if (mount != nullptr && !bound) {
    facts["same_source"] = boot.source == mount->source || (!boot.leads_to.empty() && boot.leads_to == mount->source) ||
                           (!boot.device_number.empty() && boot.device_number == mount->number);
  }
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto real, fields.text("real"));
  LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("mounts"));
  LABCHECK_TRY_ASSIGN(const auto mounts, read_mountinfo(table));
  const auto path = without_slash(text_of(parameters, "path"));
  const auto is_here = [&](const TableEntry& entry, const Named* /*named*/) {
    const auto point = without_slash(entry.point);
    return entry.fstype != "swap" && (point == path || point == real);
  };
  LABCHECK_TRY_ASSIGN(const auto boot, at_boot(fields, "Mount", is_here));
  const auto* mount = mounted_at(mounts, real);
  Value facts{{"mounted", mount != nullptr}, {"persistent", false}};
  if (mount != nullptr) {
    add_mounted(facts, *mount);
  }
  if (boot) {
    add_boot(facts, *boot, mount);
  }
  return facts;
}

}  // namespace

CheckType mount() {
  return {
      .name = "mount",
      .subject = "storage",
      .about = "what is mounted at a place, now and after the next boot",
      .main_parameter = "path",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: db\nmount: /srv/data\nexpect: {mounted: true, fstype: xfs, persistent: true, same_source: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
