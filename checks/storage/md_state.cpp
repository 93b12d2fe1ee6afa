#include "md_state.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>

#include "checks/storage/mount_table.hpp"

namespace labcheck::checks {
namespace {

struct Member {
  std::string device{};
  std::string role{};
  std::optional<std::int64_t> slot{};
};

bool has_word(std::string_view list, std::string_view word) {
  const auto words = split(list, ',');
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string role_of(std::string_view state, bool placed) {
  return has_word(state, "faulty")                                  ? "faulty"
         : has_word(state, "in_sync") || has_word(state, "journal") ? "active"
         : placed                                                   ? "rebuilding"
                                                                    : "spare";
}

// "131072 / 1046528", or none.
Result<std::optional<double>> share(std::string_view spelt) {
  if (spelt == "none" || spelt == "delayed") {
    return std::optional<double>{};
  }
  const auto words = words_of(spelt);
  const auto done = words.size() == 3 ? read_integer(words[0]) : std::nullopt;
  const auto all = done && words[1] == "/" ? read_integer(words[2]) : std::nullopt;
  if (!all || *all <= 0 || *done < 0 || *done > *all) {
    return unreadable(fmt::format("the kernel says that '{}' is in step", excerpt(spelt)));
  }
  return std::optional{static_cast<double>(*done * 1000 / *all) / 10};
}

Result<Member> read_member(std::string_view name, std::string_view state, std::string_view slot) {
  const auto device = read_hex(name);
  if (!device) {
    return unreadable("a member's name in the host's answer is no hex");
  }
  Member member{.device = "/dev/" + valid_utf8(*device), .role = {}, .slot = {}};
  std::replace(member.device.begin(), member.device.end(), '!', '/');
  if (slot != "none" && slot != "journal") {
    member.slot = read_integer(slot);
    if (!member.slot) {
      return unreadable(fmt::format("the kernel says that a member's slot is '{}'", excerpt(slot)));
    }
  }
  member.role = role_of(state, member.slot.has_value());
  return member;
}

std::string only_digits(std::string_view uuid) {
  auto digits = lower_case(std::string{uuid});
  std::erase_if(digits, [](char letter) { return letter == ':' || letter == '-'; });
  return digits;
}

// A line goes on in lines that start with a blank.
std::vector<std::vector<std::string>> conf_lines(std::string_view conf) {
  std::vector<std::vector<std::string>> all;
  for (const auto& line : lines_of(conf)) {
    auto words = words_of(std::string_view{line}.substr(0, line.find('#')));
    const bool more = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (more && !all.empty()) {
      all.back().insert(all.back().end(), words.begin(), words.end());
    } else if (!words.empty()) {
      all.push_back(std::move(words));
    }
  }
  return all;
}

}  // namespace

Result<Value> read_array(const Fields& fields) {
  constexpr std::int64_t sector = 512;
  Value facts = Value::object();
  for (const auto& [key, fact] :
       {std::pair{"level", "level"}, {"array_state", "state"}, {"metadata_version", "metadata"}}) {
    LABCHECK_TRY_ASSIGN(const auto word, fields.word(key));
    facts[fact] = valid_utf8(word);
  }
  LABCHECK_TRY_ASSIGN(facts["raid_devices"], fields.integer("raid_disks"));
  LABCHECK_TRY_ASSIGN(facts["chunk_size"], fields.integer("chunk_size"));
  LABCHECK_TRY_ASSIGN(const auto sectors, fields.integer("sectors"));
  if (sectors < 0 || sectors > (std::int64_t{1} << 53)) {
    return unreadable(fmt::format("the kernel says that the array has {} sectors", sectors));
  }
  facts["size"] = sectors * sector;
  facts["degraded"] = false;
  if (fields.has("degraded")) {
    LABCHECK_TRY_ASSIGN(const auto missing, fields.integer("degraded"));
    facts["degraded"] = missing != 0;
  }
  if (fields.has("sync_action")) {
    LABCHECK_TRY_ASSIGN(const auto action, fields.word("sync_action"));
    LABCHECK_TRY_ASSIGN(const auto completed, fields.word("sync_completed"));
    LABCHECK_TRY_ASSIGN(const auto percent, share(completed));
    facts["sync_action"] = valid_utf8(action);
    if (percent) {
      facts["sync_percent"] = *percent;
    }
  }
  return facts;
}

Result<Value> read_members(const Fields& fields) {
  const auto names = fields.all("member");
  const auto states = fields.all("member_state");
  const auto slots = fields.all("member_slot");
  if (states.size() != names.size() || slots.size() != names.size()) {
    return unreadable("the host's answer has members without their states");
  }
  std::vector<Member> members;
  for (std::size_t at = 0; at < names.size(); ++at) {
    LABCHECK_TRY_ASSIGN(auto member, read_member(names[at], states[at], slots[at]));
    members.push_back(std::move(member));
  }
  std::stable_sort(members.begin(), members.end(), [](const auto& one, const auto& other) {
    constexpr std::int64_t last = 1 << 20;
    return one.slot.value_or(last) < other.slot.value_or(last);
  });
  const auto count = [&](std::string_view role) {
    return std::count_if(members.begin(), members.end(), [&](const auto& member) { return member.role == role; });
  };
  Value facts{{"active_devices", count("active")},
              {"spare_devices", count("spare")},
              {"failed_devices", count("faulty")},
              {"members", Value::array()}};
  for (const auto& member : members) {
    Value shown{{"device", member.device}, {"role", member.role}};
    if (member.slot) {
      shown["slot"] = *member.slot;
    }
    facts["members"].push_back(std::move(shown));
  }
  return facts;
}

bool names_array(std::string_view conf, const ArrayName& array) {
  for (const auto& words : conf_lines(conf)) {
    if (words.size() < 2 || lower_case(words[0]) != "array" || lower_case(words[1]) == "<ignore>") {
      continue;
    }
    const auto identity = std::find_if(words.begin(), words.end(),
                                       [](const auto& word) { return lower_case(word).starts_with("uuid="); });
    const bool named = words[1] == array.asked || words[1] == array.real || "/dev/md/" + words[1] == array.asked;
    const bool same = identity == words.end() ? named : only_digits(identity->substr(5)) == only_digits(array.uuid);
    if (same) {
      return true;
    }
  }
  return false;
}

}  // namespace labcheck::checks
