#include "acl_entries.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::optional<int> read_permissions(std::string_view text) {
  constexpr std::string_view letters = "rwx";
  if (text.size() != letters.size()) {
    return std::nullopt;
  }
  int bits = 0;
  for (std::size_t at = 0; at < letters.size(); ++at) {
    if (text[at] != letters[at] && text[at] != '-') {
      return std::nullopt;
    }
    bits |= text[at] == '-' ? 0 : 4 >> at;
  }
  return bits;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<AclEntry> read_entry(const std::vector<std::string>& parts, std::size_t at) {
  if (parts.size() != at + 3) {
    return std::nullopt;
  }
  AclEntry entry{.kind = parts[at], .id = parts[at + 1], .permissions = 0};
  const bool may_be_named = entry.kind == "user" || entry.kind == "group";
  const auto bits = read_permissions(parts[at + 2]);
  if ((!may_be_named && entry.kind != "mask" && entry.kind != "other") || !bits ||
      (!entry.id.empty() && (!may_be_named || !is_number(entry.id)))) {
    return std::nullopt;
  }
  entry.permissions = *bits;
  return entry;
}

/// The three entries that every list has, and no entry twice.
bool is_whole(const Acl& acl) {
  for (const auto* kind : {"user", "group", "other"}) {
    if (find_entry(acl, kind, "") == nullptr) {
      return false;
    }
  }
  return std::all_of(acl.begin(), acl.end(),
                     [&](const AclEntry& entry) { return find_entry(acl, entry.kind, entry.id) == &entry; });
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t number = 0;
  for (std::size_t next = size; next > 0; --next) {
    number = (number << 8) | static_cast<unsigned char>(bytes[at + next - 1]);
  }
  return number;
}

}  // namespace

Result<AclPair> read_getfacl(std::string_view text) {
  AclPair pair;
  for (const auto& line : lines_of(text)) {
    if (line.empty()) {
      continue;
    }
    const auto parts = split(line, ':');
    const bool is_default = parts[0] == "default";
    auto entry = read_entry(parts, is_default ? 1 : 0);
    if (!entry) {
      return unreadable(fmt::format("getfacl gives '{}', no entry of an access list", excerpt(line)));
    }
    (is_default ? pair.defaults : pair.access).push_back(*std::move(entry));
  }
  if (!is_whole(pair.access) || (!pair.defaults.empty() && !is_whole(pair.defaults))) {
    return unreadable("the access list lacks one of its three entries, or has one twice");
  }
  return pair;
}

Result<Acl> read_acl_attribute(std::string_view bytes) {
  constexpr std::size_t header = 4;
  constexpr std::size_t entry_size = 8;
  if (bytes.size() < header || (bytes.size() - header) % entry_size != 0 || number_at(bytes, 0, header) != 2) {
    return unreadable("the access list's attribute is not of version 2, or is cut off");
  }
  Acl acl;
  for (std::size_t at = header; at < bytes.size(); at += entry_size) {
    const auto tag = number_at(bytes, at, 2);
    const auto permissions = number_at(bytes, at + 2, 2);
    const bool named = tag == 0x02 || tag == 0x08;
    const auto* kind = tag == 0x01 || tag == 0x02   ? "user"
                       : tag == 0x04 || tag == 0x08 ? "group"
                       : tag == 0x10                ? "mask"
                       : tag == 0x20                ? "other"
                                                    : nullptr;
    if (kind == nullptr || permissions > 7) {
      return unreadable(fmt::format("the access list's attribute has an entry with the tag {}", tag));
    }
    acl.push_back({.kind = kind,
                   .id = named ? std::to_string(number_at(bytes, at + 4, 4)) : "",
                   .permissions = static_cast<int>(permissions)});
  }
  return is_whole(acl) ? Result<Acl>{std::move(acl)}
                       : unreadable("the access list lacks one of its three entries, or has one twice");
}

Acl acl_of_mode(int mode) {
  return {{.kind = "user", .id = "", .permissions = (mode >> 6) & 7},
          {.kind = "group", .id = "", .permissions = (mode >> 3) & 7},
          {.kind = "other", .id = "", .permissions = mode & 7}};
}

std::string spelt_permissions(int permissions) {
  return fmt::format("{}{}{}", (permissions & 4) != 0 ? 'r' : '-', (permissions & 2) != 0 ? 'w' : '-',
                     (permissions & 1) != 0 ? 'x' : '-');
}

int effective_permissions(const Acl& acl, const AclEntry& entry) {
  const auto* mask = find_entry(acl, "mask", "");
  const bool masked = entry.kind == "group" || (entry.kind == "user" && !entry.id.empty());
  return mask != nullptr && masked ? entry.permissions & mask->permissions : entry.permissions;
}

const AclEntry* find_entry(const Acl& acl, std::string_view kind, std::string_view id) {
  const auto found =
      std::find_if(acl.begin(), acl.end(), [&](const AclEntry& entry) { return entry.kind == kind && entry.id == id; });
  return found == acl.end() ? nullptr : &*found;
}

}  // namespace labcheck::checks
