#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/container/container_facts.hpp"
#include "checks/container/engine.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() { return engine_parameters("the container's name"); }

std::vector<FactSpec> facts() {
  auto all = engine_facts();
  for (auto& fact : container_facts()) {
    all.push_back(std::move(fact));
  }
  return all;
}

// An engine's word that a container runs is compared with the kernel: its process must be there, and its control groups
// or its mounts must carry the container's number (a user's containers may have no groups of their own).
constexpr std::string_view script = R"sh(
need readlink grep
if inspect container; then
  told=$(ask container inspect -f '{{.State.Pid}} {{.Id}}' -- "$name")
  pid=${told%% *} number=${told#* }
  case $pid/$number in
    0/* | /* | *[!0-9a-f/]* | *[!0-9]*/*) ;;
    *)
      if [ -d "/proc/$pid" ]; then
        say pid "$pid"
        if grep -qsF "$number" "/proc/$pid/cgroup" "/proc/$pid/mountinfo"; then say carries "$number"; fi
        if program=$(readlink "/proc/$pid/exe"); then tell program "$program"; fi
      fi
      ;;
  esac
fi
finish
)sh";

Result<Request> request(const Value& parameters) { return engine_request(script, parameters); }

Result<Value> process_of(const Fields& fields, const std::string& id, std::int64_t pid) {
  Value process{{"alive", false}, {"in_container", false}};
  if (!fields.has("pid")) {
    return process;
  }
  LABCHECK_TRY_ASSIGN(const auto seen, fields.integer("pid"));
  // One that was started anew in between is looked at when it is asked about again.
  process["alive"] = pid > 0 && seen == pid;
  if (fields.has("carries")) {
    LABCHECK_TRY_ASSIGN(const auto carried, fields.word("carries"));
    process["in_container"] = process["alive"] == true && carried == id;
  }
  if (fields.has("program")) {
    LABCHECK_TRY_ASSIGN(process["program"], fields.text("program"));
  }
  return process;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  constexpr std::size_t id_length = 64;
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(auto facts, read_engine(fields));
  if (facts["engine"] != "ready") {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_object(fields));
  if (found.is_null()) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto id, text_at(found, "Id"));
  LABCHECK_TRY_ASSIGN(const auto name, text_at(found, "Name"));
  if (id.size() != id_length) {
    return unreadable(fmt::format("the engine's number of the container is '{}'", excerpt(id)));
  }
  // Engines also find a container by the beginning of its number.
  const auto wanted = text_of(parameters, "name");
  if (name != wanted && name != "/" + wanted && id != wanted) {
    return facts;
  }
  facts["exists"] = true;
  LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto complete, add_container_facts(found, facts));
  LABCHECK_TRY_ASSIGN(facts["process"], process_of(fields, id, facts["pid"].get<std::int64_t>()));
  return facts;
}

}  // namespace

CheckType container() {
  return {
      .name = "container",
      .subject = "container",
      .about = "a container of Docker or Podman: whether it runs, from which image, with what",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{running: true}",
      .example = "on: web\ncontainer: shop\nexpect: {running: true, image: \"shop:1.4\", restart_policy: always}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = engine_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
