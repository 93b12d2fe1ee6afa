#include "container_facts.hpp"

#include <fmt/format.h>

#include "checks/container/engine.hpp"

namespace labcheck::checks {
namespace {

std::vector<FactSpec> process_facts() {
  return {
      {.name = "alive", .kind = ValueKind::boolean, .about = "whether the kernel has this process"},
      {.name = "in_container",
       .kind = ValueKind::boolean,
       .about = "whether its control groups or mounts carry the container's number"},
      {.name = "program", .kind = ValueKind::path, .about = "the program that it runs, as seen in the container"},
  };
}

std::vector<FactSpec> settings() {
  return {
      {.name = "image", .kind = ValueKind::text, .about = "the image's name, as it was given"},
      {.name = "image_id", .kind = ValueKind::text, .about = "the image's digest: sha256:…"},
      {.name = "ports",
       .kind = ValueKind::list,
       .about = "published ports, each with container, protocol, host and address (empty: all)",
       .element = ValueKind::map},
      {.name = "mounts",
       .kind = ValueKind::list,
       .about = "mounts, each with type, name (of a volume), source, destination and writable",
       .element = ValueKind::map},
      {.name = "networks", .kind = ValueKind::list, .about = "names of its networks", .element = ValueKind::text},
      {.name = "restart_policy", .kind = ValueKind::text, .about = "no, always, on-failure or unless-stopped"},
      {.name = "memory_limit", .kind = ValueKind::integer, .about = "the limit in bytes, 0 for none"},
      {.name = "cpus", .kind = ValueKind::number, .about = "how many processors it may use, 0 for all"},
      {.name = "user", .kind = ValueKind::text, .about = "whom it runs as, empty for the image's default"},
      {.name = "command", .kind = ValueKind::list, .about = "what it runs, by words", .element = ValueKind::text},
      {.name = "labels", .kind = ValueKind::map, .about = "labels, those of the image included"},
      {.name = "environment", .kind = ValueKind::list, .about = "names of its variables", .element = ValueKind::text},
  };
}

// "8080/tcp": [{HostIp, HostPort}, …], or null for a port that is only exposed.
Result<Value> ports_of(const Value& described) {
  auto ports = Value::array();
  LABCHECK_TRY_ASSIGN(const auto bindings, map_at(described, "HostConfig/PortBindings"));
  for (const auto& [name, entry] : bindings.items()) {
    const auto halves = split(name, '/');
    const auto inside = read_integer(halves.front());
    if (halves.size() != 2 || !inside) {
      return unreadable(fmt::format("the engine calls a port '{}'", excerpt(name)));
    }
    LABCHECK_TRY_ASSIGN(const auto hosts, list_at(Value{{"hosts", entry}}, "hosts"));
    for (const auto& host : hosts) {
      LABCHECK_TRY_ASSIGN(const auto address, text_at(host, "HostIp"));
      LABCHECK_TRY_ASSIGN(const auto outside, text_at(host, "HostPort"));
      Value port{{"container", *inside}, {"protocol", halves[1]}, {"address", address}};
      // Left to the engine to choose, it is empty or 0.
      port["host"] = read_integer(outside).value_or(0);
      ports.push_back(std::move(port));
    }
  }
  return ports;
}

Result<Value> mounts_of(const Value& described) {
  auto mounts = Value::array();
  LABCHECK_TRY_ASSIGN(const auto entries, list_at(described, "Mounts"));
  for (const auto& entry : entries) {
    Value mount = Value::object();
    LABCHECK_TRY_ASSIGN(mount["type"], text_at(entry, "Type"));
    LABCHECK_TRY_ASSIGN(mount["name"], text_at(entry, "Name"));
    LABCHECK_TRY_ASSIGN(mount["source"], text_at(entry, "Source"));
    LABCHECK_TRY_ASSIGN(mount["destination"], text_at(entry, "Destination"));
    LABCHECK_TRY_ASSIGN(mount["writable"], flag_at(entry, "RW"));
    mounts.push_back(std::move(mount));
  }
  return mounts;
}

Result<Value> networks_of(const Value& described) {
  auto names = Value::array();
  LABCHECK_TRY_ASSIGN(const auto networks, map_at(described, "NetworkSettings/Networks"));
  for (const auto& [name, network] : networks.items()) {
    names.push_back(name);
  }
  return names;
}

Result<Value> cpus_of(const Value& described) {
  constexpr double billion = 1e9;
  LABCHECK_TRY_ASSIGN(const auto nanos, integer_at(described, "HostConfig/NanoCpus"));
  LABCHECK_TRY_ASSIGN(const auto quota, integer_at(described, "HostConfig/CpuQuota"));
  LABCHECK_TRY_ASSIGN(const auto period, integer_at(described, "HostConfig/CpuPeriod"));
  constexpr std::int64_t usual_period = 100000;
  return nanos > 0   ? static_cast<double>(nanos) / billion
         : quota > 0 ? static_cast<double>(quota) / static_cast<double>(period > 0 ? period : usual_period)
                     : 0.0;
}

Result<Value> command_of(const Value& described) {
  LABCHECK_TRY_ASSIGN(const auto path, text_at(described, "Path"));
  LABCHECK_TRY_ASSIGN(auto words, words_at(described, "Args"));
  if (!path.empty()) {
    words.insert(words.begin(), path);
  }
  return words;
}

Result<bool> add_state(const Value& described, Value& facts) {
  LABCHECK_TRY_ASSIGN(facts["status"], text_at(described, "State/Status"));
  LABCHECK_TRY_ASSIGN(facts["running"], flag_at(described, "State/Running"));
  LABCHECK_TRY_ASSIGN(facts["restarting"], flag_at(described, "State/Restarting"));
  LABCHECK_TRY_ASSIGN(facts["restarts"], integer_at(described, "RestartCount"));
  LABCHECK_TRY_ASSIGN(facts["exit_code"], integer_at(described, "State/ExitCode"));
  LABCHECK_TRY_ASSIGN(facts["pid"], integer_at(described, "State/Pid"));
  LABCHECK_TRY_ASSIGN(const auto health, text_at(described, "State/Health/Status"));
  facts["health"] = health.empty() ? "none" : health;
  // Docker says of a container that waits for its next start, and of a paused one, that it runs.
  facts["running"] = facts["running"] == true && facts["status"] == "running";
  return true;
}

Result<bool> add_settings(const Value& described, Value& facts) {
  LABCHECK_TRY_ASSIGN(facts["image"], text_at(described, "Config/Image"));
  LABCHECK_TRY_ASSIGN(auto image_id, text_at(described, "Image"));
  facts["image_id"] = digest(std::move(image_id));
  LABCHECK_TRY_ASSIGN(facts["ports"], ports_of(described));
  LABCHECK_TRY_ASSIGN(facts["mounts"], mounts_of(described));
  LABCHECK_TRY_ASSIGN(facts["networks"], networks_of(described));
  LABCHECK_TRY_ASSIGN(const auto policy, text_at(described, "HostConfig/RestartPolicy/Name"));
  facts["restart_policy"] = policy.empty() ? "no" : policy;
  LABCHECK_TRY_ASSIGN(facts["memory_limit"], integer_at(described, "HostConfig/Memory"));
  LABCHECK_TRY_ASSIGN(facts["cpus"], cpus_of(described));
  LABCHECK_TRY_ASSIGN(facts["user"], text_at(described, "Config/User"));
  LABCHECK_TRY_ASSIGN(facts["command"], command_of(described));
  LABCHECK_TRY_ASSIGN(facts["labels"], map_at(described, "Config/Labels"));
  LABCHECK_TRY_ASSIGN(facts["environment"], setting_names_at(described, "Config/Env"));
  return true;
}

}  // namespace

std::vector<FactSpec> container_facts() {
  std::vector<FactSpec> facts{
      {.name = "running", .kind = ValueKind::boolean, .about = "whether it runs now, neither paused nor restarting"},
      {.name = "status", .kind = ValueKind::text, .about = "created, running, paused, restarting, exited and so on"},
      {.name = "restarting", .kind = ValueKind::boolean, .about = "whether it ended and waits for its next start"},
      {.name = "restarts", .kind = ValueKind::integer, .about = "how often the engine has started it again"},
      {.name = "exit_code", .kind = ValueKind::integer, .about = "the status with which it ended last"},
      {.name = "health", .kind = ValueKind::text, .about = "none, starting, healthy or unhealthy"},
      {.name = "pid", .kind = ValueKind::integer, .about = "its first process on the host, 0 for none"},
      {.name = "process", .kind = ValueKind::map, .about = "that process, seen by the kernel", .fields = process_facts()},
  };
  for (auto& setting : settings()) {
    facts.push_back(std::move(setting));
  }
  return facts;
}

Result<bool> add_container_facts(const Value& described, Value& facts) {
  LABCHECK_TRY_ASSIGN([[maybe_unused]] const auto state, add_state(described, facts));
  return add_settings(described, facts);
}

}  // namespace labcheck::checks
