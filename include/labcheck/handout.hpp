#pragma once

#include <string>
#include <utility>
#include <vector>

#include <labcheck/text.hpp>

namespace labcheck {

/// One skill as a candidate reads it.
struct HandoutTask {
  std::string code{};
  Text title{};  ///< the standard's
  Text task{};   ///< `${…}` filled in
  int points{0};
};

struct HandoutHost {
  std::string name{};
  std::string address{};  ///< the lab's own; empty when it is not known yet
  bool proctor{false};    ///< not the candidate's to touch
};

/// The task sheet of one candidate in one scenario. Nothing of the checks, of how the agent gets in, of secrets or
/// nonces is in it.
struct Handout {
  std::string candidate{};  ///< id; empty on a sheet for everybody
  std::string name{};
  std::string seat{};
  Text title{};
  std::vector<HandoutHost> hosts{};
  std::vector<std::pair<std::string, std::string>> parameters{};  ///< name, value
  std::vector<HandoutTask> tasks{};
};

}  // namespace labcheck
