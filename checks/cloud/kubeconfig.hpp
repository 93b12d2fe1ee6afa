#pragma once

#include <string>
#include <string_view>

#include <labcheck/result.hpp>

namespace labcheck::checks {

/// What one context of a kubeconfig says: where the API is and who asks.
struct KubeContext {
  std::string server{};       ///< https://host:port
  std::string tls_name{};     ///< the name that the server's certificate must be for; empty for the server's own
  std::string authorities{};  ///< PEM
  std::string certificate{};  ///< PEM, with its key; or
  std::string key{};
  std::string token{};
};

/// Reads a kubeconfig without running anything that it names; an empty context means its current one. An error says
/// what makes it unusable here: plugins, files beside it, no credentials.
Result<KubeContext> read_kubeconfig(std::string_view text, const std::string& context);

}  // namespace labcheck::checks
