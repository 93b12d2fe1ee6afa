#pragma once

#include <string>
#include <vector>

#include <labcheck/result.hpp>

#include "checks/network/prefix.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {

/// A route that a file of the host's network configuration sets at boot.
struct StoredRoute {
  Prefix to{};
  std::string gateway{};  ///< empty when the route names none
  std::string file{};
};

/// A file of ifupdown, systemd-networkd (also as netplan makes it), NetworkManager or Red Hat's network scripts.
struct NetworkFile {
  std::string kind{};  ///< ifupdown, networkd, keyfile, ifcfg, route
  std::string path{};
  std::string text{};
};

/// The files out of a script's answer: `file_kind`, `file_path` and `file_text`, as often as there are files.
Result<std::vector<NetworkFile>> read_network_files(const Fields& fields);
/// What is commented out, or of an interface that isn't brought up at boot, is no route.
std::vector<StoredRoute> stored_routes(const std::vector<NetworkFile>& files);

}  // namespace labcheck::checks
