#pragma once

#include <memory>
#include <string>
#include <vector>

#include <labcheck/result.hpp>

#include "qualify/folder.hpp"

namespace labcheck::qualify {

/// The one candidate that is graded in a row.
inline constexpr const char* candidate_id = "c1";

/// Fresh hosts: how to get into them, and the words to put before a command so that it runs where they can be reached.
struct Hosts {
  std::string roster{};
  std::vector<std::string> near{};
};

/// What a lab is made from.
struct LabPlan {
  std::string scenario{};         ///< path
  std::string folder{};           ///< path of NAME.qualify
  std::string description{};      ///< path of lab.yaml, or of the file that stands in for it
  std::string parameters_file{};  ///< JSON: values drawn once for the whole qualification
  std::string scratch{};          ///< folder for our files, mode 0700
  std::string program{};          ///< labcheck itself
};

/// The labs of a qualification, one for each row. Calls may come from several threads at once where `at_once` says so.
class Lab {
 public:
  virtual ~Lab() = default;
  /// Hosts that nobody touched or, when `solved`, as keep_solved left them. `row` is a name of letters and digits.
  virtual Result<Hosts> up(const std::string& row, bool solved) = 0;
  /// Keeps the state of a row's hosts for rows to come, and ends the row; false when this lab can't.
  virtual Result<bool> keep_solved(const std::string& row) = 0;
  virtual void down(const std::string& row) = 0;
  virtual bool several_at_once() const = 0;
};

/// Labs of our own on this machine: systemd-nspawn hosts (needs root), by the lab tool.
Result<std::unique_ptr<Lab>> nspawn_lab(const LabPlan& plan);

/// An existing lab that commands bring back to its states. Its description: `roster`, `reset`, and where it can keep
/// states `keep` and `reset_solved`: shell commands on this machine.
Result<std::unique_ptr<Lab>> ssh_lab(const LabPlan& plan);

}  // namespace labcheck::qualify
