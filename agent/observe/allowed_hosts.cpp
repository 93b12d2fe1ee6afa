#include "observe/allowed_hosts.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <boost/asio/ip/address.hpp>

namespace labcheck::observe {
namespace {

namespace ip = boost::asio::ip;

bool is_own_machine(const ip::address_v4& address) {
  return address.is_loopback() || address.to_bytes()[0] == 0;
}

std::string lower_case(std::string_view host) {
  std::string lower;
  for (const char letter : host) {
    lower += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return lower.ends_with('.') ? lower.substr(0, lower.size() - 1) : lower;
}

}  // namespace

bool is_loopback(std::string_view host) {
  constexpr std::array<std::string_view, 4> names{"localhost", "localhost.localdomain", "ip6-localhost",
                                                  "ip6-loopback"};
  const auto name = lower_case(host);
  if (std::find(names.begin(), names.end(), name) != names.end() || name.ends_with(".localhost")) {
    return true;
  }
  boost::system::error_code problem;
  const auto address = ip::make_address(name, problem);
  if (problem) {
    return false;
  }
  if (address.is_v4()) {
    return is_own_machine(address.to_v4());
  }
  const auto six = address.to_v6();
  return six.is_loopback() || six.is_unspecified() ||
         (six.is_v4_mapped() && is_own_machine(ip::make_address_v4(ip::v4_mapped, six)));
}

bool is_way_to_one_host(const Roster& roster, const Candidate& candidate, std::string_view address) {
  const RosterHost* found = nullptr;
  for (const auto& host : candidate.hosts) {
    if (host.connect_host != address) {
      continue;
    }
    if (found != nullptr && (found->connect_port != host.connect_port || found->login.via != host.login.via)) {
      return false;
    }
    found = &host;
  }
  return found != nullptr && std::none_of(roster.candidates.begin(), roster.candidates.end(), [&](const auto& other) {
           return other.id != candidate.id &&
                  std::any_of(other.hosts.begin(), other.hosts.end(), [&](const RosterHost& host) {
                    return host.connect_host == address && host.login.via == found->login.via;
                  });
         });
}

bool is_host_of(const Roster& roster, const Candidate& candidate, std::string_view address, bool straight) {
  const bool elsewhere =
      std::any_of(candidate.hosts.begin(), candidate.hosts.end(), [](const RosterHost& own) { return !own.local; });
  if (straight && elsewhere && is_loopback(address)) {
    return false;
  }
  return is_way_to_one_host(roster, candidate, address) ||
         std::any_of(candidate.hosts.begin(), candidate.hosts.end(),
                     [&](const RosterHost& own) { return own.address == address; });
}

}  // namespace labcheck::observe
