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
  return {{.name = "area", .kind = ValueKind::path, .about = "the device or file; without it, all swap of the host"}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "active", .kind = ValueKind::boolean, .about = "whether it is swapped to; without area, to anything"},
      {.name = "size", .kind = ValueKind::integer, .about = "bytes that it holds; without area, of all together"},
      {.name = "used", .kind = ValueKind::integer, .about = "bytes of it that are used"},
      {.name = "type", .kind = ValueKind::text, .about = "partition (any device) or file, of the area"},
      {.name = "priority", .kind = ValueKind::integer, .about = "the area's priority"},
      {.name = "areas",
       .kind = ValueKind::list,
       .about = "devices and files that are swapped to, when no area is given",
       .element = ValueKind::path},
      {.name = "persistent",
       .kind = ValueKind::boolean,
       .about = "whether it is swapped to after the next boot, by /etc/fstab or an enabled unit"},
      {.name = "persistent_by", .kind = ValueKind::path, .about = "/etc/fstab, or the unit's file"},
      {.name = "persistent_source", .kind = ValueKind::text, .about = "the area as it is written there"},
      {.name = "persistent_options",
       .kind = ValueKind::list,
       .about = "the options that are written there",
       .element = ValueKind::text},
  };
}

// Where the kernel has no swap there is no /proc/swaps.
constexpr std::string_view script = R"sh(
area=$1
areas=
if [ -e /proc/swaps ]; then areas=$(cat /proc/swaps) || trouble "the kernel's list of swap can't be read"; fi
tell swaps "$areas"
table
if [ -n "$area" ]; then
  real=$(readlink -f -- "$area") || real=$area
  tell real "$real"
  unit "$area" swap
else
  set +f
  for link in /etc/systemd/system/*.wants/*.swap /etc/systemd/system/*.requires/*.swap; do
    [ ! -e "$link" ] || tell starting "$link"
  done
fi
finish
)sh";

struct Area {
  std::string path{};
  std::string type{};
  std::int64_t size{0};
  std::int64_t used{0};
  std::int64_t priority{0};
};

std::string complaint(const Value& parameters) {
  const auto area = text_of(parameters, "area");
  return !given(parameters, "area") || area.starts_with('/') || has_references(area)
             ? ""
             : fmt::format("'{}' is no absolute path", area);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(std::string{at_boot_script}.append(script), {text_of(parameters, "area")});
}

// Filename, Type, Size, Used, Priority below a line with these words; sizes are in KiB.
Result<std::vector<Area>> read_areas(std::string_view text) {
  constexpr std::int64_t kib = 1024;
  constexpr std::int64_t largest = std::int64_t{1} << 50;
  std::vector<Area> areas;
  const auto lines = lines_of(text);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const auto words = words_of(lines[at]);
    if (at == 0 && !words.empty() && words[0] == "Filename") {
      continue;
    }
    const auto size = words.size() == 5 ? read_integer(words[2]) : std::nullopt;
    const auto used = size ? read_integer(words[3]) : std::nullopt;
    const auto priority = used ? read_integer(words[4]) : std::nullopt;
    if (at == 0 || !priority || *size < 0 || *size > largest || *used < 0 || *used > *size) {
      return unreadable(fmt::format("the kernel's list of swap has the line '{}'", excerpt(lines[at])));
    }
    areas.push_back({without_escapes(words[0]), valid_utf8(words[1]), *size * kib, *used * kib, *priority});
  }
  return areas;
}

Value of_all(const std::vector<Area>& areas) {
  Value facts{{"active", !areas.empty()}, {"size", 0}, {"used", 0}, {"areas", Value::array()}};
  for (const auto& area : areas) {
    facts["size"] = facts["size"].get<std::int64_t>() + area.size;
    facts["used"] = facts["used"].get<std::int64_t>() + area.used;
    facts["areas"].push_back(area.path);
  }
  return facts;
}

Value of_one(const std::vector<Area>& areas, std::string_view path) {
  for (const auto& area : areas) {
    if (area.path == path) {
      return {
          {"active", true}, {"size", area.size}, {"used", area.used}, {"type", area.type}, {"priority", area.priority}};
    }
  }
  return {{"active", false}};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("swaps"));
  LABCHECK_TRY_ASSIGN(const auto areas, read_areas(table));
  const auto wanted = text_of(parameters, "area");
  std::string real;
  if (!wanted.empty()) {
    LABCHECK_TRY_ASSIGN(real, fields.text("real"));
  }
  const auto is_wanted = [&](const TableEntry& entry, const Named* named) {
    return entry.fstype == "swap" &&
           (wanted.empty() || entry.source == wanted || (named != nullptr && named->target == real));
  };
  LABCHECK_TRY_ASSIGN(const auto boot, at_boot(fields, "Swap", is_wanted));
  auto facts = wanted.empty() ? of_all(areas) : of_one(areas, real);
  facts["persistent"] = (boot && boot->starts) || fields.has("starting");
  if (boot) {
    facts["persistent_by"] = boot->by;
    facts["persistent_source"] = boot->source;
    facts["persistent_options"] = boot->options;
  }
  return facts;
}

}  // namespace

CheckType swap() {
  return {
      .name = "swap",
      .subject = "storage",
      .about = "swap space, now and after the next boot",
      .main_parameter = "area",
      .parameters = parameters(),
      .facts = facts(),
      .example = "on: box\nswap: /swapfile\nexpect: {active: true, size: {at_least: 536870000}, persistent: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
