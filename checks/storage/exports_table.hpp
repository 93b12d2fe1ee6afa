#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::checks {

/// A folder exported to one client, by exports(5) or by the table of what is exported now.
struct Export {
  std::string path{};
  std::string client{};  ///< "*" for everybody
  std::vector<std::string> options{};
};

/// /etc/exports and its like: several clients a line, lines that go on, quotes, defaults with a dash.
std::vector<Export> read_exports(std::string_view text);
/// /var/lib/nfs/etab: one client a line, every option spelt out.
Result<std::vector<Export>> read_etab(std::string_view text);

/// client, options, read_only, root_squash, all_squash, sync and secure; what isn't said is as exports(5) has it.
Value export_facts(const Export& exported);

}  // namespace labcheck::checks
