#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/container/engine.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() { return engine_parameters("the image: NAME:TAG, NAME@DIGEST or its number"); }

std::vector<FactSpec> facts() {
  auto all = engine_facts();
  for (auto& fact : std::vector<FactSpec>{
           {.name = "id", .kind = ValueKind::text, .about = "the image's digest: sha256:…"},
           {.name = "tags", .kind = ValueKind::list, .about = "all names with their tags", .element = ValueKind::text},
           {.name = "size", .kind = ValueKind::integer, .about = "its size in bytes"},
           {.name = "created", .kind = ValueKind::text, .about = "when it was made, such as 2026-05-01T08:30:00.5Z"},
           {.name = "layers", .kind = ValueKind::integer, .about = "how many layers it has"},
           {.name = "entrypoint", .kind = ValueKind::list, .about = "its entry point", .element = ValueKind::text},
           {.name = "command", .kind = ValueKind::list, .about = "its command, by words", .element = ValueKind::text},
           {.name = "ports", .kind = ValueKind::list, .about = "exposed: 80/tcp, …", .element = ValueKind::text},
           {.name = "environment", .kind = ValueKind::list, .about = "variables' names", .element = ValueKind::text},
           {.name = "user", .kind = ValueKind::text, .about = "whom its containers run as, empty for root"},
           {.name = "labels", .kind = ValueKind::map, .about = "its labels"},
           {.name = "history",
            .kind = ValueKind::list,
            .about = "the instructions that made it, the first one first",
            .element = ValueKind::text},
       }) {
    all.push_back(std::move(fact));
  }
  return all;
}

// Docker tells the history line by line, the latest first; Podman's description has it.
constexpr std::string_view script = R"sh(
if inspect image && [ "$engine" = docker ]; then
  if ! history=$(ask history --no-trunc --format '{{json .CreatedBy}}' "$name"); then
    trouble "the image went while it was asked about"
  fi
  tell history "$history"
fi
finish
)sh";

Result<Request> request(const Value& parameters) { return engine_request(script, parameters); }

Result<Value> history_of(const Fields& fields, const Value& described) {
  auto history = Value::array();
  if (!fields.has("history")) {
    LABCHECK_TRY_ASSIGN(const auto steps, list_at(described, "History"));
    for (const auto& step : steps) {
      LABCHECK_TRY_ASSIGN(const auto instruction, text_at(step, "created_by"));
      history.push_back(instruction);
    }
    return history;
  }
  LABCHECK_TRY_ASSIGN(const auto text, fields.text("history"));
  auto lines = lines_of(text);
  std::reverse(lines.begin(), lines.end());
  for (const auto& line : lines) {
    const auto instruction = read_json(line);
    if (!instruction || !instruction->is_string()) {
      return unreadable(fmt::format("the engine's history has the line '{}'", excerpt(line)));
    }
    history.push_back(*instruction);
  }
  return history;
}

Result<Value> exposed_by(const Value& described) {
  LABCHECK_TRY_ASSIGN(const auto ports, map_at(described, "Config/ExposedPorts"));
  std::set<std::string> names;
  for (const auto& [name, nothing] : ports.items()) {
    names.insert(name);
  }
  return Value(names);
}

Result<Value> described_facts(const Value& described, Value facts) {
  LABCHECK_TRY_ASSIGN(auto id, text_at(described, "Id"));
  if (id.empty()) {
    return unreadable("the engine gives the image no number");
  }
  facts["exists"] = true;
  facts["id"] = digest(std::move(id));
  LABCHECK_TRY_ASSIGN(facts["tags"], words_at(described, "RepoTags"));
  LABCHECK_TRY_ASSIGN(facts["size"], integer_at(described, "Size"));
  LABCHECK_TRY_ASSIGN(facts["created"], text_at(described, "Created"));
  LABCHECK_TRY_ASSIGN(const auto layers, list_at(described, "RootFS/Layers"));
  facts["layers"] = layers.size();
  LABCHECK_TRY_ASSIGN(facts["entrypoint"], words_at(described, "Config/Entrypoint"));
  LABCHECK_TRY_ASSIGN(facts["command"], words_at(described, "Config/Cmd"));
  LABCHECK_TRY_ASSIGN(facts["ports"], exposed_by(described));
  LABCHECK_TRY_ASSIGN(facts["environment"], setting_names_at(described, "Config/Env"));
  LABCHECK_TRY_ASSIGN(facts["user"], text_at(described, "Config/User"));
  LABCHECK_TRY_ASSIGN(facts["labels"], map_at(described, "Config/Labels"));
  return facts;
}

Result<Value> read(const Value&, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(auto facts, read_engine(fields));
  if (facts["engine"] != "ready") {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto found, read_object(fields));
  if (found.is_null()) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(auto all, described_facts(found, std::move(facts)));
  LABCHECK_TRY_ASSIGN(all["history"], history_of(fields, found));
  return all;
}

}  // namespace

CheckType image() {
  return {
      .name = "image",
      .subject = "container",
      .about = "an image that Docker or Podman has on the host",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{exists: true}",
      .example = "on: web\nimage: \"shop:1.4\"\nexpect: {exists: true, labels: {\"$.version\": \"1.4\"}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = engine_complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
