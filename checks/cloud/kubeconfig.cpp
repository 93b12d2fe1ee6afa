#include "checks/cloud/kubeconfig.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "checks/base64.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

YAML::Node child(const YAML::Node& node, const char* name) {
  return node.IsMap() && node[name] ? node[name] : YAML::Node{};
}

std::string text_at(const YAML::Node& node, const char* name) {
  const auto found = child(node, name);
  return found.IsScalar() ? found.Scalar() : std::string{};
}

/// The one entry of a list of {name, …} by its name.
Result<YAML::Node> named(const YAML::Node& config, const char* list, const char* inner, const std::string& name) {
  std::optional<YAML::Node> match;
  const auto entries = child(config, list);
  for (std::size_t at = 0; entries.IsSequence() && at < entries.size(); ++at) {
    if (text_at(entries[at], "name") == name && !match) {  // like kubectl, the first counts
      match = child(entries[at], inner);
    }
  }
  return match && match->IsMap() ? Result<YAML::Node>{*match}
                                 : unreadable(fmt::format("the kubeconfig has no {} '{}'", inner, excerpt(name)));
}

Result<std::string> pem_at(const YAML::Node& node, const char* name) {
  const auto spelt = text_at(node, name);
  if (spelt.empty()) {
    return std::string{};
  }
  auto pem = read_base64(spelt);
  if (!pem || pem->find("-----BEGIN ") == std::string::npos) {
    return unreadable(fmt::format("the kubeconfig's {} is no PEM in base64", name));
  }
  return std::move(*pem);
}

Result<void> refuse(const YAML::Node& node, const char* name, std::string_view why) {
  const auto found = child(node, name);
  const bool there = found.IsDefined() && !found.IsNull() && !(found.IsScalar() && found.Scalar().empty());
  return there ? Result<void>{unreadable(fmt::format("the kubeconfig's {} {}", name, why))} : Result<void>{};
}

constexpr std::string_view runs = "would run a program; a kubeconfig is only read";
constexpr std::string_view elsewhere = "names a file: embed its data";
constexpr std::string_view not_followed = "is not spoken";

Result<void> read_cluster(const YAML::Node& cluster, KubeContext& read) {
  if (auto bad = refuse(cluster, "proxy-url", not_followed); !bad) {
    return bad;
  }
  if (auto bad = refuse(cluster, "certificate-authority", elsewhere);
      !bad && text_at(cluster, "certificate-authority-data").empty()) {
    return bad;
  }
  read.server = text_at(cluster, "server");
  read.tls_name = text_at(cluster, "tls-server-name");
  LABCHECK_TRY_ASSIGN(read.authorities, pem_at(cluster, "certificate-authority-data"));
  return read.server.empty() ? Result<void>{unreadable("the kubeconfig's cluster has no server")} : Result<void>{};
}

Result<void> read_user(const YAML::Node& user, KubeContext& read) {
  constexpr std::array<std::pair<const char*, std::string_view>, 7> refused{{{"exec", runs},
                                                                             {"auth-provider", runs},
                                                                             {"tokenFile", elsewhere},
                                                                             {"as", not_followed},
                                                                             {"as-uid", not_followed},
                                                                             {"as-groups", not_followed},
                                                                             {"username", not_followed}}};
  for (const auto& [name, why] : refused) {
    if (auto bad = refuse(user, name, why); !bad) {
      return bad;
    }
  }
  LABCHECK_TRY_ASSIGN(read.certificate, pem_at(user, "client-certificate-data"));
  LABCHECK_TRY_ASSIGN(read.key, pem_at(user, "client-key-data"));
  read.token = text_at(user, "token");
  for (const auto* name : {"client-certificate", "client-key"}) {
    if (auto bad = refuse(user, name, elsewhere); !bad && (read.certificate.empty() || read.key.empty())) {
      return bad;
    }
  }
  if (read.certificate.empty() != read.key.empty()) {
    return unreadable("the kubeconfig's user has a client certificate without a key, or a key without one");
  }
  return read.certificate.empty() && read.token.empty()
             ? Result<void>{unreadable("the kubeconfig's user has no client certificate and no token")}
             : Result<void>{};
}

Result<KubeContext> read_config(const YAML::Node& config, std::string context) {
  if (!config.IsMap() || text_at(config, "kind") != "Config") {
    return unreadable("the text is no kubeconfig (kind: Config)");
  }
  context = context.empty() ? text_at(config, "current-context") : context;
  if (context.empty()) {
    return unreadable("the kubeconfig has no current-context");
  }
  LABCHECK_TRY_ASSIGN(const auto chosen, named(config, "contexts", "context", context));
  LABCHECK_TRY_ASSIGN(const auto cluster, named(config, "clusters", "cluster", text_at(chosen, "cluster")));
  LABCHECK_TRY_ASSIGN(const auto user, named(config, "users", "user", text_at(chosen, "user")));
  KubeContext read;
  if (auto good = read_cluster(cluster, read); !good) {
    return tl::unexpected<Error>(good.error());
  }
  if (auto good = read_user(user, read); !good) {
    return tl::unexpected<Error>(good.error());
  }
  return read;
}

}  // namespace

Result<KubeContext> read_kubeconfig(std::string_view text, const std::string& context) {
  try {
    return read_config(YAML::Load(std::string{text}), context);
  } catch (const YAML::Exception& problem) {
    return unreadable(fmt::format("the kubeconfig is no YAML: {}", excerpt(problem.msg)));
  }
}

}  // namespace labcheck::checks
