#include "load/scenario/checks.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/spelling.hpp>

#include "load/scenario/check_rules.hpp"
#include "load/scenario/library.hpp"
#include "load/scenario/needs.hpp"
#include "load/scenario/steps.hpp"

namespace labcheck::load {

namespace {

/// One check being read.
class CheckReader {
 public:
  CheckReader(const Node& node, Context& context)
      : node_{node}, context_{context}, fields_{node, "check", context.findings} {}

  Check read() {
    check_.place = node_.place;
    read_head();
    const auto* type = find_type_entry(node_, check_keys, "check", findings());
    if (const auto* form = only_form(type)) {
      read_form(*form, form == type);
    }
    if (const auto* cleanup = fields_.entry("cleanup")) {
      check_.cleanup = take(read_steps(*cleanup, context_, scope_));
    }
    if (const auto* restored = fields_.entry("restored")) {
      check_.restored = take(read_steps(*restored, context_, scope_));
    }
    read_phase();
    if (!context_.trying) {
      check_undone();
      check_refusals(check_, findings());
    }
    check_silence(check_, findings());
    return std::move(check_);
  }

 private:
  Findings& findings() { return context_.findings; }

  void read_head() {
    check_.id = fields_.text("id", false);
    if (fields_.entry("id") == nullptr) {
      findings().error(node_.place, "check lacks 'id'");
    }
    if (const auto* id = fields_.entry("id"); id != nullptr && !check_.id.empty()) {
      check_name(check_.id, "-_.", "id of a check", id->value.place, findings());
      const auto [first, added] = context_.check_places.emplace(check_.id, id->value.place);
      if (!added) {
        findings().error(id->value.place, fmt::format("duplicate check id '{}' (the first is at {})", check_.id,
                                                      to_string(first->second)));
      }
    }
    check_.title = fields_.bilingual("title", false);
    check_.hint = fields_.bilingual("hint", false);
    check_.optional = fields_.boolean("optional", false);
    check_.points = fields_.points("points").value_or(1);
    if (const auto* needs = fields_.entry("needs")) {
      read_needs(*needs, check_, context_);
    }
  }

  /// What the check asks: a step, `steps`, `any_of` or `manual`, and only one of them.
  const Entry* only_form(const Entry* type) {
    const Entry* form = nullptr;
    bool unknown_type = false;
    for (const auto& entry : node_.entries) {
      const bool is_form = &entry == type || entry.key == "steps" || entry.key == "any_of" || entry.key == "manual";
      const bool of_step = std::find(step_keys.begin(), step_keys.end(), entry.key) != step_keys.end();
      const bool of_check = std::find(check_keys.begin(), check_keys.end(), entry.key) != check_keys.end();
      unknown_type = unknown_type || (!of_step && !of_check && find_check_type(entry.key) == nullptr);
      if (is_form && form != nullptr) {
        findings().error(entry.key_place, fmt::format("check has both '{}' and '{}'", form->key, entry.key));
      } else if (is_form) {
        form = &entry;
      }
    }
    if (form == nullptr && !unknown_type) {
      findings().error(node_.place, "check asks nothing (give it a check type, steps, any_of, manual or use)");
    }
    for (const auto& entry : node_.entries) {
      const bool of_step = std::find(step_keys.begin(), step_keys.end(), entry.key) != step_keys.end();
      if (of_step && form != nullptr && form != type) {
        findings().error(entry.key_place,
                         fmt::format("'{}' belongs into a step, not beside '{}'", entry.key, form->key));
      }
    }
    return form;
  }

  void read_form(const Entry& form, bool is_type) {
    if (is_type) {
      std::vector<ReadStep> steps;
      steps.push_back(read_step(node_, form, context_, scope_));
      add_alternative(std::move(steps));
    } else if (form.key == "steps") {
      add_alternative(read_steps(form, context_, scope_));
    } else if (form.key == "any_of") {
      read_any_of(form);
    } else {
      read_manual(form.value);
    }
  }

  void read_any_of(const Entry& form) {
    check_.any_of = true;
    if (!form.value.is_sequence() || form.value.items.empty()) {
      findings().error(form.value.is_sequence() ? form.key_place : form.value.place,
                       fmt::format("'any_of' must be a list of steps, found {}",
                                   form.value.is_sequence() ? "an empty one" : found(form.value)));
      return;
    }
    CheckScope made;
    for (const auto& item : form.value.items) {
      CheckScope scope;
      add_alternative(read_alternative(item, scope));
      made.saved.insert(scope.saved.begin(), scope.saved.end());
      made.bound.insert(scope.bound.begin(), scope.bound.end());
    }
    scope_ = std::move(made);
  }

  std::vector<ReadStep> read_alternative(const Node& item, CheckScope& scope) {
    if (!item.is_map()) {
      findings().error(item.place, fmt::format("step must be a map, found {}", found(item)));
      return {};
    }
    if (item.find("steps") != nullptr) {
      Fields fields{item, "alternative", {"steps"}, findings()};
      return read_steps(*fields.entry("steps"), context_, scope);
    }
    std::vector<ReadStep> steps;
    if (const auto* entry = find_type_entry(item, {}, "step", findings())) {
      steps.push_back(read_step(item, *entry, context_, scope));
    }
    return steps;
  }

  void read_manual(const Node& node) {
    Fields fields{node, "'manual'", {"question", "second_assessor"}, findings()};
    check_.manual = Manual{.question = fields.bilingual("question", true),
                           .second_assessor = fields.boolean("second_assessor", false)};
  }

  std::vector<Step> take(std::vector<ReadStep> steps) {
    std::vector<Step> taken;
    for (auto& read : steps) {
      taken.push_back(std::move(read.step));
    }
    return taken;
  }

  void add_alternative(std::vector<ReadStep> steps) {
    for (const auto& read : steps) {
      if (read.phase > latest_) {
        latest_ = read.phase;
        latest_type_ = read.step.type;
      }
      if (read.phase != Phase::read && !read.undoes) {
        changing_.push_back({read.step.place, read.step.type});
      }
    }
    check_.alternatives.push_back(take(std::move(steps)));
  }

  void read_phase() {
    check_.phase = latest_;
    const auto text = fields_.text("phase", false);
    if (text.empty()) {
      return;
    }
    const std::vector<std::string> names{"read", "write", "load", "disrupt", "reboot"};
    const auto at = std::find(names.begin(), names.end(), text);
    const auto& place = fields_.entry("phase")->value.place;
    if (at == names.end()) {
      findings().error(place, fmt::format("unknown phase '{}'{}", text, did_you_mean(text, names)));
      return;
    }
    check_.phase = static_cast<Phase>(at - names.begin());
    if (check_.phase < latest_) {
      findings().error(place, fmt::format("phase '{}' is too early: {} belongs to '{}'", text, latest_type_->name,
                                          to_string(latest_)));
    }
  }

  void check_undone() {
    for (const auto& [place, type] : changing_) {
      if (fields_.entry("cleanup") == nullptr && fields_.entry("restored") == nullptr) {
        findings().error(place,
                         fmt::format("{} changes the lab, but the check has no cleanup, undo or restored", type->name));
      }
    }
  }

  const Node& node_;
  Context& context_;
  Fields fields_;
  CheckScope scope_{};
  Check check_{};
  Phase latest_{Phase::read};
  const CheckType* latest_type_{nullptr};
  std::vector<std::pair<Place, const CheckType*>> changing_{};
};

}  // namespace

std::optional<Check> read_check(const Node& node, Context& context) {
  if (!node.is_map()) {
    context.findings.error(node.place, fmt::format("check must be a map, found {}", found(node)));
    return std::nullopt;
  }
  if (node.find("use") == nullptr) {
    if (const auto* with = node.find("with")) {
      context.findings.error(with->place, "'with' without 'use'");
    }
    return CheckReader{node, context}.read();
  }
  const auto written_out = expand_library_check(node, context);
  return written_out ? std::optional{CheckReader{*written_out, context}.read()} : std::nullopt;
}

}  // namespace labcheck::load
