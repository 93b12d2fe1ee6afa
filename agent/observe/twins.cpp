#include "observe/twins.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace labcheck::observe {
namespace {

bool same(const std::string& one, const std::string& other) {
  return !one.empty() && one == other;
}

bool share_address(const HostFacts& one, const HostFacts& other) {
  return std::find_first_of(one.addresses.begin(), one.addresses.end(), other.addresses.begin(),
                            other.addresses.end()) != one.addresses.end();
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// What two hosts have in common, strongest first.
std::string evidence(const HostFacts& one, const HostFacts& other) {
  std::vector<std::string> traits;
  const auto add = [&](bool equal, const char* name) {
    if (equal) {
      traits.emplace_back(name);
    }
  };
  add(same(one.machine_id, other.machine_id), "machine id");
  add(same(one.product_uuid, other.product_uuid), "product uuid");
  add(same(one.boot_id, other.boot_id), "boot id");
  add(same(one.host_key, other.host_key), "host key");
  add(!one.addresses.empty() && sorted(one.addresses) == sorted(other.addresses), "addresses");
  return fmt::format("{}", fmt::join(traits, ", "));
}

enum class Kinship { none, clone, twin };

/// Containers share boot id and product uuid with their machine and with one another: these say nothing alone. One
/// kernel with one machine id, or with one set of addresses, is one machine; so is one that was started anew in
/// between. A machine id or a host key alone comes from an image that was copied.
Kinship kinship(const HostFacts& one, const HostFacts& other) {
  const bool machine = same(one.machine_id, other.machine_id);
  if (same(one.boot_id, other.boot_id)) {
    const bool nameless = one.machine_id.empty() && other.machine_id.empty();
    const bool known = !one.addresses.empty() && !other.addresses.empty();
    const bool addresses = known && sorted(one.addresses) == sorted(other.addresses);
    if (machine || addresses || (nameless && !known)) {
      return Kinship::twin;
    }
  }
  if (machine && same(one.product_uuid, other.product_uuid)) {
    const bool elsewhere = !one.addresses.empty() && !other.addresses.empty() && !share_address(one, other);
    return elsewhere ? Kinship::clone : Kinship::twin;
  }
  return machine || same(one.host_key, other.host_key) ? Kinship::clone : Kinship::none;
}

/// What a host is looked up by: whoever is kin shares one of these.
std::vector<std::string> traits(const HostFacts& facts) {
  std::vector<std::string> all;
  const auto add = [&](const char* name, const std::string& first, const std::string& second) {
    if (!first.empty() && !second.empty()) {
      all.push_back(fmt::format("{}\n{}\n{}", name, first, second));
    }
  };
  add("boot, machine", facts.boot_id, facts.machine_id);
  add("boot, addresses", facts.boot_id, fmt::format("{}", fmt::join(sorted(facts.addresses), " ")));
  add("boot, nameless", facts.machine_id.empty() ? facts.boot_id : "", "-");
  add("uuid, machine", facts.product_uuid, facts.machine_id);
  add("machine", facts.machine_id, "-");
  add("key", facts.host_key, "-");
  return all;
}

Flag about(const HostFacts& host, const HostFacts& kin, Kinship kinship) {
  const bool twin = kinship == Kinship::twin;
  return {.candidate = host.candidate,
          .host = host.host,
          .code = twin ? "twin-host" : "cloned-host",
          .message = fmt::format("the same {} as {} of candidate {}: {}", evidence(host, kin), kin.host, kin.candidate,
                                 twin ? "one machine" : "copies of one image")};
}

}  // namespace

std::vector<Flag> Twins::meet(const HostFacts& facts, bool shared) {
  const Seen* kin = nullptr;
  auto nearest = Kinship::none;
  const auto all = traits(facts);
  for (const auto& trait : all) {
    const auto found = by_trait_.find(trait);
    if (found == by_trait_.end()) {
      continue;
    }
    const auto& other = found->second;
    const bool itself = other.facts.candidate == facts.candidate && other.facts.host == facts.host;
    const auto how = itself || (shared && other.shared) ? Kinship::none : kinship(facts, other.facts);
    if (how > nearest) {
      kin = &other;
      nearest = how;
    }
  }
  std::vector<Flag> flags;
  // The first of many copies is told of once, each further one too.
  const auto tell = [&](const HostFacts& host, const HostFacts& other) {
    auto flag = about(host, other, nearest);
    if (told_.insert(fmt::format("{}\n{}\n{}", host.candidate, host.host, flag.code)).second) {
      flags.push_back(std::move(flag));
    }
  };
  if (kin != nullptr) {
    const auto other = kin->facts;
    tell(other, facts);
    tell(facts, other);
  }
  for (const auto& trait : all) {
    by_trait_.try_emplace(trait, Seen{facts, shared});
  }
  return flags;
}

void ChangedHosts::remember(const HostFacts& facts) {
  last_.insert_or_assign({facts.candidate, facts.host}, facts);
}

std::vector<Flag> ChangedHosts::meet(const HostFacts& facts, bool restarts) {
  const auto [known, fresh] = last_.try_emplace({facts.candidate, facts.host}, facts);
  if (fresh) {
    return {};
  }
  const auto before = std::exchange(known->second, facts);
  std::vector<std::string> changes;
  const auto compare = [&](const char* name, const std::string& old, const std::string& now) {
    if (!old.empty() && old != now) {
      changes.push_back(fmt::format("{} {} is now {}", name, old, now.empty() ? "unknown" : now));
    }
  };
  compare("host key", before.host_key, facts.host_key);
  compare("machine id", before.machine_id, facts.machine_id);
  const bool other = !changes.empty();
  if (other || !restarts) {
    compare("boot id", before.boot_id, facts.boot_id);
  }
  if (changes.empty()) {
    return {};
  }
  return {
      {.candidate = facts.candidate,
       .host = facts.host,
       .code = "changed-host",
       .message = fmt::format("{}: {}", other ? "another machine than before" : "restarted since it was first asked",
                              fmt::join(changes, ", "))}};
}

}  // namespace labcheck::observe
