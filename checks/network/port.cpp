#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/host_script.hpp"
#include "checks/network/address.hpp"
#include "checks/network/port_holders.hpp"
#include "checks/network/port_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {
      {.name = "port", .kind = ValueKind::port, .about = "the port's number", .required = true},
      {.name = "protocol",
       .kind = ValueKind::text,
       .about = "tcp or udp",
       .fallback = "tcp",
       .choices = {"tcp", "udp"}},
      {.name = "address",
       .kind = ValueKind::text,
       .about = "only what is bound to exactly this address (0.0.0.0 and :: stand for all)"},
      {.name = "owner",
       .kind = ValueKind::boolean,
       .about = "whether program, package, pid and user are looked for, which needs root",
       .fallback = "true"},
  };
}

std::vector<FactSpec> facts() {
  return {
      {.name = "listening", .kind = ValueKind::boolean, .about = "whether a socket listens on the port"},
      {.name = "addresses",
       .kind = ValueKind::list,
       .about = "the addresses that are listened on",
       .element = ValueKind::text},
      {.name = "program", .kind = ValueKind::path, .about = "the program that listens; not there when several do"},
      {.name = "programs", .kind = ValueKind::list, .about = "all programs that listen", .element = ValueKind::path},
      {.name = "package", .kind = ValueKind::text, .about = "the package that the program belongs to"},
      {.name = "pid", .kind = ValueKind::integer, .about = "the process that listens"},
      {.name = "user", .kind = ValueKind::text, .about = "the user that this process runs as"},
  };
}

std::string complaint(const Value& parameters) {
  const auto address = text_of(parameters, "address");
  return !given(parameters, "address") || has_references(address) || plain_address(address)
             ? ""
             : fmt::format("'{}' is no IP address", address);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  const auto number = integer_of(parameters, "port", 0);
  if (number < 1 || number > 65535) {
    return failed(ErrorKind::invalid, fmt::format("port {} is outside 1-65535", text_of(parameters, "port")));
  }
  const bool udp = text_of(parameters, "protocol") == "udp";
  return host_script(port_script, {fmt::format("{:04X}", number), udp ? "udp" : "tcp", udp ? "07" : "0A",
                                   flag_of(parameters, "owner", true) ? "yes" : "no"});
}

struct Socket {
  std::string address{};
  std::int64_t inode{0};
};

Result<std::vector<Socket>> read_sockets(const Value& parameters, const Fields& fields) {
  const auto wanted = plain_address(text_of(parameters, "address"));
  std::vector<Socket> sockets;
  for (const auto& line : fields.all("socket")) {
    const auto words = split(line, ' ');
    const auto local = split(words.front(), ':');
    auto address = kernel_address(local.front());
    const auto inode = words.size() == 2 ? read_integer(words[1]) : std::nullopt;
    if (local.size() != 2 || !address || !inode) {
      return unreadable(fmt::format("the host describes a socket as '{}'", excerpt(line)));
    }
    if (!wanted || *address == *wanted) {
      sockets.push_back({.address = std::move(*address), .inode = *inode});
    }
  }
  return sockets;
}

Value distinct_addresses(const std::vector<Socket>& sockets) {
  std::vector<std::string> addresses;
  for (const auto& socket : sockets) {
    addresses.push_back(socket.address);
  }
  std::sort(addresses.begin(), addresses.end());
  addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
  return addresses;
}

// Whoever listens where others can reach it is meant before who listens only on the loopback.
std::vector<std::int64_t> inodes_of(const std::vector<Socket>& sockets) {
  std::vector<std::int64_t> outside;
  std::vector<std::int64_t> all;
  for (const auto& socket : sockets) {
    all.push_back(socket.inode);
    if (!is_loopback(socket.address)) {
      outside.push_back(socket.inode);
    }
  }
  return outside.empty() ? all : outside;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto sockets, read_sockets(parameters, fields));
  Value facts{{"listening", !sockets.empty()}, {"addresses", distinct_addresses(sockets)}};
  if (sockets.empty() || !flag_of(parameters, "owner", true)) {
    return facts;
  }
  LABCHECK_TRY_ASSIGN(const auto holders, read_holders(fields));
  LABCHECK_TRY_ASSIGN(const auto complete, add_holder_facts(holders, inodes_of(sockets), facts));
  if (!complete && fields.has("hidden")) {
    return unreadable("the program that listens is seen only by root: log in as root, use sudo, or set 'owner: false'");
  }
  return facts;
}

}  // namespace

CheckType port() {
  return {
      .name = "port",
      .subject = "network",
      .about = "whether something listens on a port of the host, and which program it is",
      .main_parameter = "port",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{listening: true}",
      .example = "on: web\nport: 80\nexpect: {listening: true, program: /usr/sbin/nginx}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
