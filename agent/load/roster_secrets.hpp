#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "load/fields.hpp"
#include "load/roster.hpp"
#include "load/roster_draft.hpp"

namespace labcheck::load {

/// Fetches the secrets that a roster names, each once, and remembers whose they are.
class RosterSecrets {
 public:
  RosterSecrets(std::string path, const SecretSources& sources, Findings& findings);

  /// The secret, or nothing and an error at its place.
  std::optional<Secret> fetch(const SecretSpec& spec);
  /// Remembers that a candidate's hosts see this password.
  void seen_by(const std::string& candidate, const SecretSpec& spec, const Secret& password);
  /// One password for several candidates is warned of: each candidate's sshd sees it.
  void warn_of_shared();
  /// Literals are taken only from a file that others can't read.
  void check_file_mode(const std::vector<SecretSpec>& literals);
  /// So is a private key.
  void check_key(const std::string& key, const Place& place);

 private:
  struct Use {
    Place place{};
    std::set<std::string> candidates{};
  };

  Result<std::string> text_of(const SecretSpec& spec);
  /// An error with its remedy, or only a warning where open files are allowed.
  void open_file(const Place& place, const std::string& what, const std::string& remedy);

  std::string path_;
  const SecretSources& sources_;
  Findings& findings_;
  std::map<std::pair<SecretSpec::Kind, std::string>, std::optional<Secret>> fetched_;
  std::map<std::string, Use> uses_;
  std::set<std::string> keys_;  ///< looked at
  bool refused_{false};
};

}  // namespace labcheck::load
