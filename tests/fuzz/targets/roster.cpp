#include "load/roster.hpp"

#include <algorithm>

#include "input.hpp"
#include "support.hpp"
#include "targets.hpp"

namespace labcheck::fuzz {
namespace {

load::SecretSources secrets() {
  return {.env = [](const std::string& name) { return name == "EXAM_PW" ? std::optional{"sesame-1"} : std::nullopt; },
          .file = [](const std::string&) -> Result<std::string> { return "from-file"; },
          .command = [](const std::string&) -> Result<std::string> { return failed(ErrorKind::invalid, "no command"); },
          .ask = [](const std::string&) -> Result<std::string> { return "from-person"; }};
}

void check_roster(const load::Loaded<Roster>& loaded) {
  LABCHECK_HOLDS((loaded.value != nullptr) != has_errors(loaded.diagnostics), "a value in spite of errors, or neither");
  if (!loaded.value) {
    return;
  }
  LABCHECK_HOLDS(!loaded.value->candidates.empty(), "a roster of nobody");
  for (const auto& candidate : loaded.value->candidates) {
    LABCHECK_HOLDS(!candidate.id.empty(), "a candidate without an id");
    for (const auto& host : candidate.hosts) {
      LABCHECK_HOLDS(host.local || (!host.connect_host.empty() && host.connect_port != 0), "a host without a way in");
      for (const auto* text : {&host.connect_host, &host.address}) {
        LABCHECK_HOLDS(std::all_of(text->begin(), text->end(), [](char it) { return it > ' ' && it < '\x7f'; }),
                       "what is in an address is in no address: " + *text);
      }
      LABCHECK_HOLDS(!host.role.empty() && host.index >= 0, "a host without a role");
    }
  }
}

void load_as(const std::string& name, std::string_view bytes) {
  const auto loaded = load::load_roster(name, one_source(bytes), secrets());
  check_diagnostics(loaded.diagnostics, bytes);
  check_roster(loaded);
}

}  // namespace

void roster_yaml(std::string_view bytes) {
  load_as("roster.yaml", bytes);
}

void roster_csv(std::string_view bytes) {
  load_as("roster.csv", bytes);
}

void roster_inventory(std::string_view bytes) {
  load_as("roster.ini", bytes);
}

void roster_options(std::string_view bytes) {
  Input input{bytes};
  const auto switches = input.byte();
  load::HostOptions options{.ask_password = (switches & 1) != 0, .sudo = (switches & 2) != 0};
  while (!input.empty()) {
    options.hosts.emplace_back(input.line());
  }
  check_roster(load::roster_from_options(options, secrets()));
}

}  // namespace labcheck::fuzz
