#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/blkid.hpp"
#include "checks/storage/block_device_script.hpp"
#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {
namespace {

constexpr std::int64_t sector = 512;
constexpr std::int64_t most_sectors = std::int64_t{1} << 53;

std::vector<ParameterSpec> parameters() {
  return {{.name = "device",
           .kind = ValueKind::path,
           .about = "such as /dev/vdb or /dev/disk/by-uuid/…; links are followed",
           .required = true}};
}

std::vector<FactSpec> disk_facts() {
  return {
      {.name = "exists", .kind = ValueKind::boolean, .about = "whether the kernel has this block device"},
      {.name = "path", .kind = ValueKind::path, .about = "its own name: /dev/vdb1, or /dev/mapper/NAME"},
      {.name = "type",
       .kind = ValueKind::text,
       .about = "as lsblk has it: disk, part, lvm, crypt, mpath, dm, loop, rom, raid0, raid1, …"},
      {.name = "size", .kind = ValueKind::integer, .about = "size in bytes"},
      {.name = "read_only", .kind = ValueKind::boolean, .about = "whether the kernel refuses to write to it"},
      {.name = "removable", .kind = ValueKind::boolean, .about = "whether the medium can be taken out"},
      {.name = "rotational", .kind = ValueKind::boolean, .about = "whether the kernel takes it for a spinning disk"},
      {.name = "model", .kind = ValueKind::text, .about = "the disk's model, when it tells one"},
      {.name = "serial", .kind = ValueKind::text, .about = "the disk's serial number, when it tells one"},
      {.name = "backing_file", .kind = ValueKind::path, .about = "the file behind a loop device"},
      {.name = "partition_table", .kind = ValueKind::text, .about = "gpt, dos and so on, when there is one"},
      {.name = "partitions",
       .kind = ValueKind::list,
       .about = "its partitions by number, each with device, number, start and size, in bytes",
       .element = ValueKind::map},
  };
}

std::vector<FactSpec> facts() {
  const auto list = [](std::string_view name, std::string_view about) {
    return FactSpec{.name = name, .kind = ValueKind::list, .about = about, .element = ValueKind::path};
  };
  auto all = disk_facts();
  all.insert(all.end(),
             {{.name = "number", .kind = ValueKind::integer, .about = "of a partition: its number"},
              {.name = "partition_uuid", .kind = ValueKind::text, .about = "of a partition: its own"},
              {.name = "partition_label", .kind = ValueKind::text, .about = "of a partition: its name in the table"},
              {.name = "partition_type", .kind = ValueKind::text, .about = "of a partition: a UUID, or such as 0x83"},
              {.name = "fstype",
               .kind = ValueKind::text,
               .about = "what is on it: ext4, swap, LVM2_member, linux_raid_member, crypto_LUKS, …; empty for nothing"},
              {.name = "label", .kind = ValueKind::text, .about = "of what is on it, when it has a label"},
              {.name = "uuid", .kind = ValueKind::text, .about = "of what is on it, when it has one"},
              list("parents", "what it is made of: a partition's disk, a volume's or an array's devices"),
              list("holders", "devices that are made of it"),
              list("mountpoints", "where it is mounted now")});
  return all;
}

std::string complaint(const Value& parameters) {
  const auto device = text_of(parameters, "device");
  return device.starts_with("/dev/") || has_references(device) ? "" : fmt::format("'{}' is no path below /dev", device);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(std::string{blkid_script}.append(block_device_script), {text_of(parameters, "device")});
}

std::string as_path(std::string path) {
  std::replace(path.begin(), path.end(), '!', '/');
  return valid_utf8(path);
}

Result<std::vector<std::string>> paths_in(const Fields& fields, std::string_view key) {
  std::vector<std::string> paths;
  for (const auto& spelt : fields.all(key)) {
    const auto path = read_hex(spelt);
    if (!path) {
      return unreadable(fmt::format("'{}' in the host's answer is no hex", key));
    }
    paths.push_back(as_path(*path));
  }
  return paths;
}

Result<std::int64_t> bytes_of(std::string_view sectors) {
  const auto count = read_integer(sectors);
  return count && *count >= 0 && *count < most_sectors
             ? Result<std::int64_t>{*count * sector}
             : unreadable(fmt::format("the kernel says that there are '{}' sectors", excerpt(sectors)));
}

Result<std::string> type_of(const Fields& fields, const std::string& path) {
  if (fields.has("partition")) {
    return std::string{"part"};
  }
  if (fields.has("dm_uuid")) {
    LABCHECK_TRY_ASSIGN(const auto uuid, fields.text("dm_uuid"));
    const auto maker = uuid.substr(0, uuid.find('-'));
    return std::string{maker == "LVM" ? "lvm" : maker == "CRYPT" ? "crypt" : maker == "mpath" ? "mpath" : "dm"};
  }
  if (fields.has("md_level")) {
    LABCHECK_TRY_ASSIGN(auto level, fields.text("md_level"));
    return level.empty() ? "md" : level;
  }
  return std::string{fields.has("loop") ? "loop" : path.starts_with("/dev/sr") ? "rom" : "disk"};
}

Result<Value> partitions_of(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto devices, paths_in(fields, "part"));
  const auto numbers = fields.all("part_number");
  const auto starts = fields.all("part_start");
  const auto sizes = fields.all("part_sectors");
  if (numbers.size() != devices.size() || starts.size() != devices.size() || sizes.size() != devices.size()) {
    return unreadable("the host's answer has partitions without their places");
  }
  auto partitions = Value::array();
  for (std::size_t at = 0; at < devices.size(); ++at) {
    const auto number = read_integer(numbers[at]);
    if (!number) {
      return unreadable(fmt::format("a partition's number is '{}'", excerpt(numbers[at])));
    }
    LABCHECK_TRY_ASSIGN(const auto start, bytes_of(starts[at]));
    LABCHECK_TRY_ASSIGN(const auto size, bytes_of(sizes[at]));
    partitions.push_back({{"device", devices[at]}, {"number", *number}, {"start", start}, {"size", size}});
  }
  std::sort(partitions.begin(), partitions.end(),
            [](const auto& one, const auto& other) { return one.at("number") < other.at("number"); });
  return partitions;
}

Result<Value> mountpoints_of(const Fields& fields, const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto number, fields.word("number"));
  LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("mounts"));
  LABCHECK_TRY_ASSIGN(const auto mounts, read_mountinfo(table));
  auto points = Value::array();
  for (const auto& mount : mounts) {
    if (mount.number == number || mount.source == path) {
      points.push_back(mount.point);
    }
  }
  return points;
}

Result<Value> disk_of(const Fields& fields) {
  Value facts = Value::object();
  for (const auto* name : {"read_only", "removable", "rotational"}) {
    if (fields.has(name)) {
      LABCHECK_TRY_ASSIGN(const auto spelt,
                          std::string_view{name} == "read_only" ? fields.word(name) : fields.text(name));
      if (spelt != "0" && spelt != "1") {
        return unreadable(fmt::format("the kernel says {} {}", name, excerpt(spelt)));
      }
      facts[name] = spelt == "1";
    }
  }
  for (const auto* name : {"model", "serial", "backing_file"}) {
    if (fields.has(name)) {
      LABCHECK_TRY_ASSIGN(auto text, fields.text(name));
      text.erase(text.find_last_not_of(' ') + 1);
      if (!text.empty()) {
        facts[name] = text;
      }
    }
  }
  return facts;
}

Result<Value> content_of(const Fields& fields) {
  LABCHECK_TRY_ASSIGN(const auto probe, read_probe(fields));
  Value facts{{"fstype", ""}};
  for (const auto& [key, fact] : {std::pair{"FS_TYPE", "fstype"},
                                  {"FS_LABEL_ENC", "label"},
                                  {"FS_UUID", "uuid"},
                                  {"PART_TABLE_TYPE", "partition_table"},
                                  {"PART_ENTRY_UUID", "partition_uuid"},
                                  {"PART_ENTRY_NAME", "partition_label"},
                                  {"PART_ENTRY_TYPE", "partition_type"}}) {
    if (const auto found = probe.find(key); found != probe.end()) {
      facts[fact] = found->second;
    }
  }
  return facts;
}

Result<Value> read(const Value& /*parameters*/, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto exists, fields.yes("exists"));
  if (!exists) {
    return Value{{"exists", false}};
  }
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(auto name, fields.bytes("path"));
  const auto path = as_path(std::move(name));
  facts["path"] = path;
  LABCHECK_TRY_ASSIGN(facts["type"], type_of(fields, path));
  LABCHECK_TRY_ASSIGN(const auto sectors, fields.word("sectors"));
  LABCHECK_TRY_ASSIGN(facts["size"], bytes_of(sectors));
  LABCHECK_TRY_ASSIGN(const auto disk, disk_of(fields));
  facts.update(disk);
  LABCHECK_TRY_ASSIGN(facts["parents"], paths_in(fields, "parent"));
  LABCHECK_TRY_ASSIGN(facts["holders"], paths_in(fields, "holder"));
  LABCHECK_TRY_ASSIGN(facts["partitions"], partitions_of(fields));
  LABCHECK_TRY_ASSIGN(facts["mountpoints"], mountpoints_of(fields, path));
  if (fields.has("partition")) {
    LABCHECK_TRY_ASSIGN(facts["number"], fields.integer("partition"));
  }
  LABCHECK_TRY_ASSIGN(const auto content, content_of(fields));
  facts.update(content);
  return facts;
}

}  // namespace

CheckType block_device() {
  return {
      .name = "block_device",
      .subject = "storage",
      .about = "a disk, partition, volume or array: how large, what of, what on it",
      .main_parameter = "device",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: db\nblock_device: /dev/vdb\nexpect: {type: disk, partition_table: gpt, partitions: {count: 2}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
