#include "checks/parameters.hpp"
#include "checks/registry.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::text, .about = "the package's name", .required = true}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "installed", .kind = ValueKind::boolean,
       .about = "whether it is fully installed; only its configuration left, or half an installation, is not"},
      {.name = "version", .kind = ValueKind::text, .about = "the installed version, with its release"},
      {.name = "manager", .kind = ValueKind::text, .about = "who was asked: dpkg or rpm"},
  };
}

}  // namespace

CheckType package() {
  return {
      .name = "package",
      .subject = "system",
      .about = "whether a package of the distribution is installed, by dpkg or rpm",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{installed: true}",
      .example = "on: web\npackage: nginx\nexpect: {installed: true}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = no_complaint,
  };
}

}  // namespace labcheck::checks
