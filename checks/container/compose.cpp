#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/container/container_facts.hpp"
#include "checks/container/engine.hpp"
#include "checks/parameters.hpp"

namespace labcheck::checks {
namespace {

constexpr const char* project_label = "com.docker.compose.project";
constexpr const char* service_label = "com.docker.compose.service";
constexpr const char* one_off_label = "com.docker.compose.oneoff";

std::vector<ParameterSpec> parameters() {
  return engine_parameters("the project's name: that of the compose file's folder unless one was given");
}

std::vector<FactSpec> service_facts() {
  return {
      {.name = "name", .kind = ValueKind::text, .about = "the service's name in the compose file"},
      {.name = "replicas", .kind = ValueKind::integer, .about = "how many containers it has"},
      {.name = "running", .kind = ValueKind::integer, .about = "how many of them run"},
      {.name = "healthy", .kind = ValueKind::integer, .about = "how many of them are healthy or have no health check"},
      {.name = "images",
       .kind = ValueKind::list,
       .about = "the images that they are made of",
       .element = ValueKind::text},
      {.name = "ports",
       .kind = ValueKind::list,
       .about = "published ports, each with container, protocol, host and address (empty: all)",
       .element = ValueKind::map},
      {.name = "networks", .kind = ValueKind::list, .about = "names of their networks", .element = ValueKind::text},
      {.name = "mounts",
       .kind = ValueKind::list,
       .about = "mounts, each with type, name, source, destination and writable",
       .element = ValueKind::map},
      {.name = "restart_policy", .kind = ValueKind::text, .about = "of its first container"},
  };
}

std::vector<FactSpec> facts() {
  auto all = engine_facts();
  all.push_back(
      {.name = "running", .kind = ValueKind::boolean, .about = "whether it has containers and all of them run"});
  all.push_back({.name = "service_names",
                 .kind = ValueKind::list,
                 .about = "the services that have containers, in byte order",
                 .element = ValueKind::text});
  all.push_back({.name = "services",
                 .kind = ValueKind::list,
                 .about = "these services",
                 .element = ValueKind::map,
                 .fields = service_facts()});
  all.push_back({.name = "config_files",
                 .kind = ValueKind::text,
                 .about = "the compose files that it was started from, as the tool wrote them down"});
  return all;
}

// Every implementation of compose marks its containers with the same labels, so that the engine itself is asked and no
// tool of the host's that reads a file. Containers of `compose run` are no part of what is up.
constexpr std::string_view script = R"sh(
if ! numbers=$(ask ps --all --quiet --no-trunc --filter "label=com.docker.compose.project=$name"); then
  state unreachable "$(complaint_of ps --all)"
fi
if [ -z "$numbers" ]; then say gone yes; finish; fi
found=$(ask container inspect $numbers) || trouble "a container of the project came or went while it was asked about"
tell found "$found"
finish
)sh";

Result<Request> request(const Value& parameters) {
  return engine_request(script, parameters);
}

void add_missing(Value& list, const Value& more) {
  for (const auto& one : more) {
    if (std::find(list.begin(), list.end(), one) == list.end()) {
      list.push_back(one);
    }
  }
}

void add_container(Value& service, const Value& facts) {
  const bool running = facts["running"] == true;
  const bool healthy = running && (facts["health"] == "none" || facts["health"] == "healthy");
  service["replicas"] = service["replicas"].get<int>() + 1;
  service["running"] = service["running"].get<int>() + (running ? 1 : 0);
  service["healthy"] = service["healthy"].get<int>() + (healthy ? 1 : 0);
  add_missing(service["images"], Value::array({facts["image"]}));
  for (const auto* name : {"ports", "networks", "mounts"}) {
    add_missing(service[name], facts[name]);
  }
}

Value fresh_service(const std::string& name, const Value& facts) {
  return {{"name", name},
          {"replicas", 0},
          {"running", 0},
          {"healthy", 0},
          {"images", Value::array()},
          {"ports", Value::array()},
          {"networks", Value::array()},
          {"mounts", Value::array()},
          {"restart_policy", facts["restart_policy"]}};
}

using Services = std::map<std::string, Value>;

/// Counts one container in; nothing for one that is no part of what is up.
Result<bool> take_container(const Value& described, const std::string& project, Services& services, Value& facts) {
  if (!described.is_object()) {
    return unreadable("the engine describes a container as something that is no map");
  }
  LABCHECK_TRY_ASSIGN(const auto labels, map_at(described, "Config/Labels"));
  if (labels.value(project_label, Value{}) != project) {
    return unreadable(fmt::format("the engine gives a container that is not of the project '{}'", project));
  }
  if (const auto once = labels.value(one_off_label, Value{}); once == "True" || once == "true") {
    return false;
  }
  const auto name = labels.value(service_label, Value{});
  if (!name.is_string()) {
    return unreadable("a container of the project is of no service");
  }
  Value container = Value::object();
  LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto complete, add_container_facts(described, container));
  const auto key = name.get<std::string>();
  add_container(services.try_emplace(key, fresh_service(key, container)).first->second, container);
  if (const auto files = labels.value("com.docker.compose.project.config_files", Value{}); files.is_string()) {
    facts["config_files"] = files;
  }
  return true;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(auto facts, read_engine(fields));
  facts["running"] = false;
  if (facts["engine"] != "ready" || fields.has("gone")) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto text, fields.text("found"));
  const auto described = read_json(text);
  if (!described || !described->is_array()) {
    return unreadable(fmt::format("the engine describes the containers as '{}', which is no JSON list", excerpt(text)));
  }
  Services services;
  for (const auto& container : *described) {
    LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto taken,
                        take_container(container, text_of(parameters, "name"), services, facts));
  }
  facts["exists"] = !services.empty();
  facts["running"] = !services.empty();
  facts["services"] = Value::array();
  facts["service_names"] = Value::array();
  for (auto& [name, service] : services) {
    facts["running"] = facts["running"] == true && service["running"] == service["replicas"];
    facts["service_names"].push_back(name);
    facts["services"].push_back(std::move(service));
  }
  return facts;
}

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return is_name(name, "-_") ? engine_complaint(parameters)
                             : fmt::format("'{}' is no name of a compose project", excerpt(name));
}

}  // namespace

CheckType compose() {
  return {
      .name = "compose",
      .subject = "container",
      .about = "a project of Docker Compose or podman-compose: its services, and whether they run",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{running: true}",
      .example =
          "on: web\ncompose: shop\n"
          "expect: {running: true, service_names: [db, web], services: {has: {name: web, replicas: 2}}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
