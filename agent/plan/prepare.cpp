#include "plan/prepare.hpp"

#include <algorithm>
#include <cctype>

#include <arpa/inet.h>

#include <fmt/format.h>

#include "plan/binding.hpp"
#include "plan/operands.hpp"
#include "plan/reading_parameters.hpp"

namespace labcheck::plan {
namespace {

/// A NUL would silently end a positional parameter on its way to the host.
bool has_nul(const Script& script) {
  const auto holds = [](const std::string& text) { return text.find('\0') != std::string::npos; };
  return holds(script.text) || std::any_of(script.arguments.begin(), script.arguments.end(), holds);
}

/// Names compare without case, brackets and the root's dot; addresses in their shortest spelling.
std::string plain_name(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
  }
  std::string name{text};
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (name.size() > 1 && name.back() == '.') {
    name.pop_back();
  }
  in6_addr address{};
  if (inet_pton(AF_INET6, name.c_str(), &address) == 1) {
    char shortest[INET6_ADDRSTRLEN] = {};
    if (IN6_IS_ADDR_V4MAPPED(&address)) {
      inet_ntop(AF_INET, &address.s6_addr[12], shortest, sizeof shortest);
    } else {
      inet_ntop(AF_INET6, &address, shortest, sizeof shortest);
    }
    return shortest;
  }
  return name;
}

/// An address or name by which every machine means itself.
bool is_loopback(const std::string& name) {
  in_addr address{};
  if (inet_pton(AF_INET, name.c_str(), &address) == 1) {
    const auto first = ntohl(address.s_addr) >> 24;
    return first == 127 || address.s_addr == 0;
  }
  return name == "localhost" || name.ends_with(".localhost") || name == "ip6-localhost" || name == "::1" ||
         name == "::";
}

bool means_itself(const CandidatePlan& plan, const BoundHost& host, const std::string& target) {
  const auto name = plain_name(target);
  if (is_loopback(name) || name == plain_name(host.address) || name == plain_name(host.label)) {
    return true;
  }
  const auto& hosts = plan.candidate->hosts;
  return std::any_of(hosts.begin(), hosts.end(), [&](const RosterHost& own) {
    return is_bound_to(host, own) && name == plain_name(own.connect_host);
  });
}

Result<std::string> bound_host(const Selector& on, const std::string& name, const Saved& saved) {
  const auto found = saved.hosts.find(name);
  if (found == saved.hosts.end()) {
    return failed(ErrorKind::invalid, fmt::format("{}: on '{}': no earlier step has named a host '{}'",
                                                  to_string(on.place), on.text, name));
  }
  return found->second;
}

}  // namespace

Result<Prepared> prepare(const CandidatePlan& plan, const PlannedStep& step, std::string_view host,
                         const Saved& saved) {
  const Scope scope{.plan = plan, .host = host, .saved = saved};
  const auto& type = *step.step->type;
  Prepared prepared;
  LABCHECK_TRY_ASSIGN(prepared.parameters, read_parameters(*step.step, scope));
  LABCHECK_TRY_ASSIGN(prepared.expect, expand_expectation(step.step->expect, type, scope));
  LABCHECK_TRY_ASSIGN(prepared.give_up, expand_expectation(step.step->give_up, type, scope));
  auto request = type.request(prepared.parameters);
  if (!request) {
    return failed(request.error().kind,
                  fmt::format("{}: {}: {}", to_string(step.step->place), type.name, request.error().message));
  }
  if (const auto* script = std::get_if<Script>(&*request); script != nullptr && has_nul(*script)) {
    return failed(ErrorKind::invalid, fmt::format("{}: {}: a value with a NUL byte can't be handed to a script",
                                                  to_string(step.step->place), type.name));
  }
  prepared.request = std::move(*request);
  return prepared;
}

Result<std::vector<std::string>> hosts_of(const CandidatePlan& plan, const PlannedStep& step, const Saved& saved) {
  const auto& on = step.step->on;
  if (!step.late) {
    return step.hosts;
  }
  if (!on.name.empty()) {
    LABCHECK_TRY_ASSIGN(auto host, bound_host(on, on.name, saved));
    return std::vector<std::string>{std::move(host)};
  }
  LABCHECK_TRY_ASSIGN(const auto except, bound_host(on, on.except, saved));
  std::vector<std::string> hosts;
  for (const auto& host : plan.hosts) {
    if (host.role == on.role && host.name != except) {
      hosts.push_back(host.name);
    }
  }
  return hosts;
}

Vantage vantage_of(const CandidatePlan& plan, std::string_view host, const Request& request) {
  const auto* bound = plan.find_host(host);
  if (bound == nullptr) {
    return host == "agent" ? Vantage::agent : Vantage::host;
  }
  if (const auto* exchange = std::get_if<Exchange>(&request)) {
    return means_itself(plan, *bound, exchange->host) ? Vantage::host : Vantage::peer;
  }
  return bound->proctor ? Vantage::peer : Vantage::host;
}

}  // namespace labcheck::plan
