#include "qualify/digest.hpp"

#include <labcheck/value.hpp>

#include "load/document.hpp"
#include "load/sources.hpp"
#include "qualify/folder.hpp"
#include "text/sha256.hpp"

namespace labcheck::qualify {
namespace {

bool is_for_people(std::string_view key) {
  return key == "title" || key == "task" || key == "hint";
}

/// The node as a value; `owner` is what the map belongs to: words for people stand only above the steps.
Value canonical(const Node& node, std::string_view owner) {
  if (node.is_scalar()) {
    return {node.quoted ? "text" : "plain", node.text};
  }
  if (node.is_sequence()) {
    Value items = Value::array();
    for (const auto& item : node.items) {
      items.push_back(canonical(item, owner));
    }
    return items;
  }
  Value map = Value::object();
  for (const auto& entry : node.entries) {
    if (owner != "step" && is_for_people(entry.key)) {
      continue;
    }
    const bool descends = owner == "file" && (entry.key == "skills" || entry.key == "check");
    const bool checks = owner == "skills" && entry.key == "checks";
    map[entry.key] = canonical(entry.value, descends ? std::string_view{entry.key == "check" ? "checks" : "skills"}
                                            : checks ? std::string_view{"checks"}
                                                     : std::string_view{"step"});
  }
  return map;
}

/// Told by its key at the start of a line: reading a whole standard only to pass it over would take longer than all else.
bool is_standard(std::string_view text) {
  return text.starts_with("labcheck-standard:") || text.find("\nlabcheck-standard:") != std::string_view::npos;
}

}  // namespace

std::string digest_of(const Scenario& scenario) {
  Value whole = Value::array();
  for (const auto& source : scenario.sources) {
    if (is_standard(source.text)) {
      continue;
    }
    Diagnostics ignored;
    const auto root = load::parse_document(source.name, source.text, ignored);
    if (root.find("labcheck") != nullptr || root.find("labcheck-library") != nullptr) {
      whole.push_back(canonical(root, "file"));
    }
  }
  return text::sha256_hex(dump(whole));
}

void digest_rows(Folder& folder, const Scenario& scenario) {
  Value common{{"scenario", digest_of(scenario)}, {"lab", folder.lab_text}};
  if (!folder.attestations.empty()) {
    const auto text = load::disk_sources()(folder.attestations);
    common["attestations"] = text && *text ? **text : "";
  }
  for (auto& row : folder.rows) {
    Value own = common;
    own["row"] = row.title();
    if (row.kind != RowKind::pristine) {
      own["solve"] = folder.solve;
      own["solution"] = row.solution;
      own["script"] = row.script;
      own["expected"] = {row.hosts, row.codes, row.checks, row.flags};
    }
    row.digest = text::sha256_hex(dump(own));
  }
}

}  // namespace labcheck::qualify
