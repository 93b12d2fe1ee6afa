#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// One entry of a POSIX access list; permissions are the bits 4 (r), 2 (w) and 1 (x).
struct AclEntry {
  std::string kind{};  ///< user, group, mask or other
  std::string id{};    ///< the number of a named user or group, empty for the owner's own entries
  int permissions{0};
};
using Acl = std::vector<AclEntry>;

/// What `getfacl --omit-header --numeric --no-effective` prints: the access list and the default one.
struct AclPair {
  Acl access{};
  Acl defaults{};
};
Result<AclPair> read_getfacl(std::string_view text);

/// The kernel's own form, the extended attribute system.posix_acl_access or _default.
Result<Acl> read_acl_attribute(std::string_view bytes);

/// The list that the nine permission bits of a mode are.
Acl acl_of_mode(int mode);

std::string spelt_permissions(int permissions);
/// What an entry grants once the list's mask has taken its part: named ones and the owning group are masked.
int effective_permissions(const Acl& acl, const AclEntry& entry);
const AclEntry* find_entry(const Acl& acl, std::string_view kind, std::string_view id);

}  // namespace labcheck::checks
