#pragma once

#include <string>
#include <vector>

#include <labcheck/answer.hpp>
#include <labcheck/observation.hpp>
#include <labcheck/request.hpp>

namespace labcheck::observe {

/// A line of /proc/mounts.
struct Mount {
  std::string type{};
  std::string point{};
};

/// "system-mount": what is mounted over programs, libraries, settings or the kernel's files, but for what distributions
/// and container runtimes mount there themselves. `container` names the runtime, empty for none.
std::vector<Flag> system_mounts(const std::vector<Mount>& mounts, const std::string& container);

/// Asks which programs listen and which of their files a package owns; once a run, before any probe.
Script listeners_script();

/// "unowned-listener": programs, or scripts of an interpreter, that no package owns and that listen.
std::vector<Flag> unowned_listeners(const Answer& answer);

}  // namespace labcheck::observe
