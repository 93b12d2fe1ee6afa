#include <labcheck/reading.hpp>
#include <labcheck/reference.hpp>
#include <labcheck/time_text.hpp>

#include "input.hpp"
#include "load/document.hpp"
#include "load/rulings.hpp"
#include "load/standard.hpp"
#include "load/times.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

void check_node(const Node& node, int depth) {
  LABCHECK_HOLDS(depth <= 64, "a document of more than 64 levels was taken");
  LABCHECK_HOLDS(node.items.empty() || node.is_sequence(), "items outside a sequence");
  LABCHECK_HOLDS(node.entries.empty() || node.is_map(), "entries outside a map");
  LABCHECK_HOLDS(valid_utf8(node.text) == node.text, "a scalar is no UTF-8");
  for (const auto& item : node.items) {
    check_node(item, depth + 1);
  }
  for (const auto& entry : node.entries) {
    LABCHECK_HOLDS(node.find(entry.key) == &entry.value, "a key stands twice: " + entry.key);
    check_node(entry.value, depth + 1);
  }
}

constexpr ValueKind kinds[] = {ValueKind::boolean,  ValueKind::integer, ValueKind::number, ValueKind::text,
                               ValueKind::duration, ValueKind::port,    ValueKind::path,   ValueKind::list,
                               ValueKind::map,      ValueKind::any};

}  // namespace

void document(std::string_view bytes) {
  Diagnostics diagnostics;
  const auto node = load::parse_document("input.yaml", std::string{bytes}, diagnostics);
  check_diagnostics(diagnostics, bytes);
  if (has_errors(diagnostics)) {
    return;
  }
  check_node(node, 1);
  for (const auto kind : kinds) {
    if (const auto value = read_value(node, kind)) {
      LABCHECK_HOLDS(Value::parse(dump(*value)) == *value, "a value does not read back: " + dump(*value));
    }
  }
}

void standard(std::string_view bytes) {
  const auto loaded = load::load_standard("input.yaml", one_source(bytes));
  check_diagnostics(loaded.diagnostics, bytes);
  LABCHECK_HOLDS((loaded.value != nullptr) != has_errors(loaded.diagnostics), "a value in spite of errors, or neither");
  if (loaded.value) {
    for (const auto& skill : loaded.value->skills) {
      LABCHECK_HOLDS(loaded.value->find(skill.level, skill.code) == &skill, "a code stands twice: " + skill.code);
    }
  }
}

void rulings(std::string_view bytes) {
  const auto loaded = load::load_rulings("input.yaml", one_source(bytes));
  check_diagnostics(loaded.diagnostics, bytes);
  LABCHECK_HOLDS((loaded.value != nullptr) != has_errors(loaded.diagnostics), "a value in spite of errors, or neither");
  if (!loaded.value) {
    return;
  }
  for (const auto& draft : *loaded.value) {
    LABCHECK_HOLDS(!draft.by.empty() && !draft.candidate.empty(), "a ruling of nobody, or on nobody");
    LABCHECK_HOLDS(draft.check.empty() != draft.skill.empty(), "a ruling on nothing, or on two things");
    LABCHECK_HOLDS(draft.kind != RulingKind::waived || !draft.comment.empty(), "a waiver without a reason");
  }
  const auto resolved = load::resolve_rulings(*loaded.value, exam_plan());
  check_diagnostics(resolved.diagnostics, bytes);
  if (resolved.value) {
    for (const auto& ruling : *resolved.value) {
      LABCHECK_HOLDS(ruling.candidate == "c01" && !ruling.check.empty(), "a ruling on what isn't in the plan");
    }
  }
}

void times(std::string_view bytes) {
  const auto time = load::read_time(bytes);
  const auto expiry = load::read_expiry(bytes);
  LABCHECK_HOLDS(time.has_value() == expiry.has_value(), "a time is none as an expiry, or the other way round");
  if (!time) {
    return check_message(time.error().message);
  }
  LABCHECK_HOLDS(*time <= *expiry, "it expires before it begins");
  if (*time >= Time{Duration{253'402'300'800'000}}) {
    return;  // a zone can carry it over into the year 10000, which shows as 9999
  }
  const auto printed = to_iso(*time).substr(0, 19) + "Z";
  const auto again = load::read_time(printed);
  LABCHECK_HOLDS(again && *again <= *time && *time - *again < Duration{1'000},
                 "printed again it is another time: " + printed);
}

void text_template(std::string_view bytes) {
  const auto parsed = parse_template(bytes);
  if (!parsed) {
    return check_message(parsed.error().message);
  }
  LABCHECK_HOLDS(parsed->literals.size() == parsed->references.size() + 1, "pieces don't fit");
  std::string printed;
  for (std::size_t at = 0; at < parsed->literals.size(); ++at) {
    for (auto literal = parsed->literals[at]; !literal.empty();) {
      const auto mark = std::min(literal.find("${"), literal.size());
      printed += literal.substr(0, mark) + (mark < literal.size() ? "$${" : "");
      literal.erase(0, mark + 2);
    }
    if (at < parsed->references.size()) {
      const auto& reference = parsed->references[at];
      printed += "${" + reference.function + (reference.function.empty() ? "" : ":") + reference.name + "}";
    }
  }
  LABCHECK_HOLDS(printed == bytes, "printed again it is another text: " + printed);
}

}  // namespace labcheck::fuzz
