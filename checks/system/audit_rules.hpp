#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labcheck::checks {

/// A rule of auditctl(8), in either spelling: `-w PATH -p wa -k KEY` is `-F path=PATH -F perm=wa -F key=KEY`.
struct AuditRule {
  std::string text{};
  std::string path{};         ///< the file or folder that is watched
  std::string permissions{};  ///< of rwxa, in this order; a watch without -p watches all
  std::vector<std::string> keys{};
  std::vector<std::string> syscalls{};
  bool never{false};
};

/// The rules in a file or in what `auditctl -l` prints; other commands (-D, -b 8192) are none.
std::vector<AuditRule> read_audit_rules(std::string_view text);

}  // namespace labcheck::checks
