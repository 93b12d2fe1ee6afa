#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "observe/preflight.hpp"

namespace labcheck::cli {

/// Whether a lab and the agent's own machine are ready for a run.
struct PreflightResult {
  std::vector<observe::Aspect> agent{};  ///< of the agent's own machine: "ledger folder", "known hosts"
  std::vector<observe::HostReadiness> hosts{};

  bool ready() const;
};

/// Whether so many free bytes last for a run over so many hosts.
observe::Aspect ledger_room(const std::string& folder, std::uintmax_t free, std::size_t hosts);

/// A table with a line a host, and under it in words what is not as it should be.
std::string preflight_text(const PreflightResult& result);

/// One JSON document: `labcheck.preflight/1`.
std::string preflight_json(const PreflightResult& result);

}  // namespace labcheck::cli
