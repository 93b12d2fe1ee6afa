#include "load/ssh_config.hpp"

#include "input.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

/// The same text under every name, so that it can include itself.
std::shared_ptr<const load::SshConfigSources> sources_of(std::string_view text) {
  auto sources = std::make_shared<load::SshConfigSources>();
  sources->read = one_source(text);
  sources->matching = [](const std::string& pattern) { return std::vector<std::string>{pattern}; };
  sources->env = [](const std::string& name) { return name == "LAB" ? std::optional{"lab"} : std::nullopt; };
  sources->home = "/home/proctor";
  sources->local_user = "proctor";
  sources->local_host = "desk";
  return sources;
}

}  // namespace

/// The host's name in the first line, then the file.
void ssh_config(std::string_view bytes) {
  Input input{bytes};
  const auto switches = input.byte();
  load::SshQuery query{.name = valid_utf8(input.line())};
  if ((switches & 1) != 0) {
    query.user = "given";
  }
  const load::SshConfig config{"config", sources_of(input.rest())};
  const auto found = config.look_up(query);
  check_diagnostics(found.diagnostics, input.rest());
  LABCHECK_HOLDS(!found.port || *found.port != 0, "a port of nothing");
  LABCHECK_HOLDS(!found.user || !found.user->empty(), "a user without a name");
  for (const auto& file : found.identity_files) {
    if (const auto expanded = config.expand(file, query, found); !expanded) {
      check_message(expanded.error().message);
    }
  }
  (void)load::ssh_address(query, found);
}

}  // namespace labcheck::fuzz
