#include "lvm_report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

struct Column {
  std::string_view name{};
  std::string_view fact{};
};

Result<std::string> word(const Value& row, std::string_view column) {
  const auto found = row.find(column);
  return found != row.end() && found->is_string()
             ? Result<std::string>{found->get<std::string>()}
             : unreadable(fmt::format("lvm2's report has no '{}' that is a text", column));
}

Result<Value> integers(const Value& row, std::initializer_list<Column> columns) {
  Value facts = Value::object();
  for (const auto& [column, fact] : columns) {
    LABCHECK_TRY_ASSIGN(const auto spelt, word(row, column));
    const auto number = read_integer(spelt);
    if (!number) {
      return unreadable(fmt::format("lvm2 says {} '{}', which is no whole number", column, excerpt(spelt)));
    }
    facts[std::string{fact}] = *number;
  }
  return facts;
}

// An empty column says nothing.
Result<Value> texts(const Value& row, std::initializer_list<Column> columns) {
  Value facts = Value::object();
  for (const auto& [column, fact] : columns) {
    LABCHECK_TRY_ASSIGN(const auto spelt, word(row, column));
    if (!spelt.empty()) {
      facts[std::string{fact}] = spelt;
    }
  }
  return facts;
}

Result<Value> numbers(const Value& row, std::initializer_list<Column> columns) {
  LABCHECK_TRY_ASSIGN(auto facts, texts(row, columns));
  for (auto& fact : facts) {
    const auto spelt = fact.get<std::string>();
    const auto number = read_finite(spelt);
    if (!number) {
      return unreadable(fmt::format("lvm2 says '{}', which is no number", excerpt(spelt)));
    }
    fact = *number;
  }
  return facts;
}

bool is_about(const Value& row, std::string_view kind, std::string_view name, std::string_view number) {
  const auto says = [&](std::string_view column, const std::string& value) {
    const auto found = row.find(column);
    return found != row.end() && found->is_string() && found->get<std::string>() == value;
  };
  if (kind == "lv") {
    const auto full = volume_name(name);
    return says("vg_name", full.substr(0, full.find('/'))) && says("lv_name", full.substr(full.find('/') + 1));
  }
  if (kind == "vg") {
    return says("vg_name", std::string{name});
  }
  const auto colon = number.find(':');
  return says("pv_name", std::string{name}) ||
         (colon != std::string_view::npos && says("pv_major", std::string{number.substr(0, colon)}) &&
          says("pv_minor", std::string{number.substr(colon + 1)}));
}

}  // namespace

std::string_view lvm_columns(std::string_view kind) {
  return kind == "vg"   ? "vg_name,vg_uuid,vg_size,vg_free,vg_extent_size,pv_count,lv_count,snap_count,"
                          "vg_missing_pv_count"
         : kind == "lv" ? "vg_name,lv_name,lv_path,lv_uuid,lv_size,segtype,origin,pool_lv,data_percent,"
                          "metadata_percent,lv_active,lv_permissions,stripes,devices"
                        : "pv_name,pv_major,pv_minor,vg_name,pv_uuid,pv_size,pv_free,pv_used,pv_allocatable,pv_missing";
}

std::string volume_name(std::string_view spelt) {
  return std::string{spelt.starts_with("/dev/") ? spelt.substr(5) : spelt};
}

Result<std::optional<Value>> find_row(std::string_view report, std::string_view kind, std::string_view name,
                                      std::string_view number) {
  const auto json = read_json(report);
  const Value::json_pointer rows{fmt::format("/report/0/{}", kind)};
  if (!json || !json->is_object() || !json->contains(rows) || !json->at(rows).is_array()) {
    return unreadable("lvm2's report is not the JSON that it should be");
  }
  std::optional<Value> found;
  for (const auto& row : json->at(rows)) {
    if (!row.is_object()) {
      return unreadable("lvm2's report has a row that is no map");
    }
    if (!is_about(row, kind, name, number)) {
      continue;
    }
    if (!found) {
      found = row;
    } else if (kind == "lv") {
      // A volume of several segments has a row for each.
      LABCHECK_TRY_ASSIGN(const auto devices, word(*found, "devices"));
      LABCHECK_TRY_ASSIGN(const auto more, word(row, "devices"));
      (*found)["devices"] = devices + ',' + more;
    } else {
      return unreadable(fmt::format("lvm2's report has {} more than once", excerpt(name)));
    }
  }
  return found;
}

Result<Value> vg_facts(const Value& row) {
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(const auto counted, integers(row, {{"vg_size", "size"},
                                                         {"vg_free", "free"},
                                                         {"vg_extent_size", "extent_size"},
                                                         {"pv_count", "pvs"},
                                                         {"lv_count", "lvs"},
                                                         {"snap_count", "snapshots"},
                                                         {"vg_missing_pv_count", "missing_pvs"}}));
  LABCHECK_TRY_ASSIGN(const auto named, texts(row, {{"vg_name", "vg"}, {"vg_uuid", "uuid"}}));
  facts.update(counted);
  facts.update(named);
  return facts;
}

Result<Value> lv_facts(const Value& row) {
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(const auto counted, integers(row, {{"lv_size", "size"}, {"stripes", "stripes"}}));
  LABCHECK_TRY_ASSIGN(const auto shares,
                      numbers(row, {{"data_percent", "used_percent"}, {"metadata_percent", "metadata_percent"}}));
  LABCHECK_TRY_ASSIGN(const auto named, texts(row, {{"vg_name", "vg"},
                                                    {"lv_path", "path"},
                                                    {"lv_uuid", "uuid"},
                                                    {"segtype", "segtype"},
                                                    {"origin", "origin"},
                                                    {"pool_lv", "pool"}}));
  LABCHECK_TRY_ASSIGN(const auto active, word(row, "lv_active"));
  LABCHECK_TRY_ASSIGN(const auto permissions, word(row, "lv_permissions"));
  LABCHECK_TRY_ASSIGN(const auto devices, word(row, "devices"));
  facts.update(counted);
  facts.update(shares);
  facts.update(named);
  facts["snapshot"] = facts.contains("origin");
  facts["active"] = active.starts_with("active");
  facts["read_only"] = permissions.starts_with("read-only");
  facts["devices"] = Value::array();
  for (const auto& device : devices.empty() ? std::vector<std::string>{} : split(devices, ',')) {
    const auto name = device.substr(0, device.find('('));  // /dev/vdc(16): from which extent on
    const auto& known = facts["devices"];
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      facts["devices"].push_back(name);
    }
  }
  return facts;
}

Result<Value> pv_facts(const Value& row) {
  Value facts{{"exists", true}};
  LABCHECK_TRY_ASSIGN(const auto counted,
                      integers(row, {{"pv_size", "size"}, {"pv_free", "free"}, {"pv_used", "used"}}));
  LABCHECK_TRY_ASSIGN(const auto named, texts(row, {{"vg_name", "vg"}, {"pv_name", "path"}, {"pv_uuid", "uuid"}}));
  LABCHECK_TRY_ASSIGN(const auto allocatable, word(row, "pv_allocatable"));
  LABCHECK_TRY_ASSIGN(const auto missing, word(row, "pv_missing"));
  facts.update(counted);
  facts.update(named);
  facts["allocatable"] = allocatable == "allocatable";
  facts["missing"] = missing == "missing";
  return facts;
}

}  // namespace labcheck::checks
