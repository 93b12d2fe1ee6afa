#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/storage/at_boot.hpp"
#include "checks/storage/lvm_report.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "vg", .kind = ValueKind::text, .about = "the name of a volume group"},
      {.name = "lv", .kind = ValueKind::text, .about = "a logical volume, as GROUP/NAME or /dev/GROUP/NAME"},
      {.name = "pv", .kind = ValueKind::path, .about = "the device of a physical volume, such as /dev/vdb"},
  };
}

// Reports are asked whole: of a single name lvm2 doesn't say whether it is absent or something else is wrong.
constexpr std::string_view script = R"sh(
kind=$1 device=$2 columns=$3
command -v "${kind}s" >/dev/null 2>&1 || { say installed no; finish; }
say installed yes
if [ "$kind" = lv ]; then set -- lvs -a; else set -- "${kind}s"; fi
report=$("$@" --reportformat json --units b --nosuffix -o "$columns") || trouble "${kind}s ends with an error"
tell report "$report"
if [ -b "$device" ]; then say number "$(stat -L -c %t:%T -- "$device")"; fi
finish
)sh";

std::string kind_of(const Value& parameters) {
  return given(parameters, "vg") ? "vg" : given(parameters, "lv") ? "lv" : "pv";
}

std::string complaint(const Value& parameters) {
  int asked = 0;
  for (const auto* kind : {"vg", "lv", "pv"}) {
    asked += given(parameters, kind) ? 1 : 0;
  }
  if (asked != 1) {
    return "one of vg, lv and pv is wanted";
  }
  const auto kind = kind_of(parameters);
  const auto name = text_of(parameters, kind);
  if (kind == "pv") {
    return name.starts_with("/dev/") || has_references(name) ? "" : fmt::format("'{}' is no path below /dev", name);
  }
  if (kind == "vg") {
    return is_name(name, "+_.-") ? "" : fmt::format("'{}' is no name of a volume group", name);
  }
  const auto halves = split(volume_name(name), '/');
  return has_references(name) || (halves.size() == 2 && is_name(halves[0], "+_.-") && is_name(halves[1], "+_.-"))
             ? ""
             : fmt::format("'{}' is no GROUP/NAME of a logical volume", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto kind = kind_of(parameters);
  return host_script(std::string{"need stat\n"}.append(script),
                     {kind, text_of(parameters, "pv"), std::string{lvm_columns(kind)}});
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto installed, fields.yes("installed"));
  if (!installed) {
    return Value{{"exists", false}};
  }
  const auto kind = kind_of(parameters);
  LABCHECK_TRY_ASSIGN(const auto report, fields.bytes("report"));
  std::string number;
  if (fields.has("number")) {
    LABCHECK_TRY_ASSIGN(const auto hex, fields.word("number"));
    number = decimal_number(hex);
  }
  LABCHECK_TRY_ASSIGN(const auto row, find_row(report, kind, text_of(parameters, kind), number));
  if (!row) {
    return Value{{"exists", false}};
  }
  return kind == "vg" ? vg_facts(*row) : kind == "lv" ? lv_facts(*row) : pv_facts(*row);
}

}  // namespace

CheckType lvm() {
  return {
      .name = "lvm",
      .subject = "storage",
      .about = "a volume group, logical volume or physical volume of LVM",
      .parameters = parameters(),
      .facts = lvm_facts(),
      .example = "on: db\nlvm: {lv: data/www}\nexpect: {size: {at_least: 1073741824}, segtype: linear}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
