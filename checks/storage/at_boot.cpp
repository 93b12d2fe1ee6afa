#include "at_boot.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace labcheck::checks {
namespace {

bool has(const std::vector<std::string>& options, std::string_view option) {
  return std::find(options.begin(), options.end(), option) != options.end();
}

// The last assignment of a key in a section, of a unit with its drop-ins as `systemctl cat` prints it.
std::string assigned(std::string_view unit, std::string_view section, std::string_view key) {
  std::string value;
  bool inside = false;
  for (const auto& line : lines_of(unit)) {
    if (line.starts_with('[')) {
      inside = line == fmt::format("[{}]", section);
    } else if (const auto equals = line.find('='); inside && equals != std::string::npos) {
      const auto words = words_of(std::string_view{line}.substr(0, equals));
      if (words.size() == 1 && words[0] == key) {
        const auto from = line.find_first_not_of(" \t", equals + 1);
        value = from == std::string::npos ? "" : line.substr(from);
      }
    }
  }
  return valid_utf8(value);
}

const Named* find_named(const std::vector<Named>& names, std::string_view spec) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named& one) { return one.spec == spec; });
  return found == names.end() ? nullptr : &*found;
}

void lead(AtBoot& boot, const Named* named) {
  if (named != nullptr) {
    boot.leads_to = named->target;
    boot.device_number = named->number;
  }
}

Result<AtBoot> of_unit(const Fields& fields, std::string_view section, std::string_view state) {
  LABCHECK_TRY_ASSIGN(const auto file, fields.word("FragmentPath"));
  LABCHECK_TRY_ASSIGN(const auto unit, fields.bytes("unit"));
  AtBoot boot{.by = valid_utf8(file),
              .source = assigned(unit, section, "What"),
              .fstype = assigned(unit, section, "Type"),
              .options = {},
              .starts = state == "enabled"};
  LABCHECK_TRY_ASSIGN(const auto names, names_in_table(fields));
  lead(boot, find_named(names, boot.source));
  if (const auto options = assigned(unit, section, "Options"); !options.empty()) {
    boot.options = split(options, ',');
  }
  return boot;
}

AtBoot of_entry(const TableEntry& entry, const Named* named, std::string_view unit_state) {
  AtBoot boot{.by = "/etc/fstab", .source = entry.source, .fstype = entry.fstype, .options = entry.options};
  boot.starts = unit_state != "masked" && (!has(entry.options, "noauto") || has(entry.options, "x-systemd.automount"));
  lead(boot, named);
  return boot;
}

}  // namespace

std::string decimal_number(std::string_view hex) {
  const auto colon = hex.find(':');
  unsigned numbers[2] = {0, 0};
  const std::string_view halves[2] = {hex.substr(0, colon),
                                      colon == std::string_view::npos ? "" : hex.substr(colon + 1)};
  for (int half = 0; half < 2; ++half) {
    const auto* end = halves[half].data() + halves[half].size();
    const auto [stopped, problem] = std::from_chars(halves[half].data(), end, numbers[half], 16);
    if (problem != std::errc{} || stopped != end) {
      return "";
    }
  }
  return numbers[0] == 0 ? "" : fmt::format("{}:{}", numbers[0], numbers[1]);
}

Result<std::vector<Named>> names_in_table(const Fields& fields) {
  const auto specs = fields.all("spec");
  const auto targets = fields.all("target");
  const auto numbers = fields.all("number");
  if (specs.size() != targets.size() || specs.size() != numbers.size()) {
    return unreadable("the host's answer names devices of /etc/fstab without saying what they lead to");
  }
  std::vector<Named> names;
  for (std::size_t at = 0; at < specs.size(); ++at) {
    const auto spec = read_hex(specs[at]);
    const auto target = read_hex(targets[at]);
    if (!spec || !target) {
      return unreadable("the host's answer has a device of /etc/fstab that is not in hex");
    }
    names.push_back({without_escapes(*spec), valid_utf8(*target), decimal_number(numbers[at])});
  }
  return names;
}

Result<std::optional<AtBoot>> at_boot(const Fields& fields, std::string_view section,
                                      const std::function<bool(const TableEntry&, const Named*)>& wanted) {
  std::string state;
  if (fields.has("LoadState")) {
    LABCHECK_TRY_ASSIGN(state, fields.word("UnitFileState"));
    LABCHECK_TRY_ASSIGN(const auto file, fields.word("FragmentPath"));
    if (state != "masked" && fields.has("unit") && !file.empty() && !file.starts_with("/run/systemd/generator")) {
      LABCHECK_TRY_ASSIGN(auto boot, of_unit(fields, section, state));
      return std::optional{std::move(boot)};
    }
  }
  if (!fields.has("fstab")) {
    return std::optional<AtBoot>{};
  }
  LABCHECK_TRY_ASSIGN(const auto table, fields.bytes("fstab"));
  LABCHECK_TRY_ASSIGN(const auto names, names_in_table(fields));
  std::optional<AtBoot> found;
  for (const auto& entry : read_fstab(table)) {
    const auto* known = find_named(names, entry.source);
    if ((!found || !found->starts) && wanted(entry, known)) {
      auto boot = of_entry(entry, known, state);
      found = !found || boot.starts ? std::move(boot) : std::move(*found);
    }
  }
  return found;
}

}  // namespace labcheck::checks
