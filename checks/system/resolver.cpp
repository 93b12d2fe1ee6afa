#include <algorithm>

#include <fmt/format.h>

#include <labcheck/check_type.hpp>

#include "checks/host_script.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/system/resolver_files.hpp"

namespace labcheck::checks {
namespace {

std::vector<ParameterSpec> parameters() {
  return {{.name = "name", .kind = ValueKind::text, .about = "a host's name that this host is to look up"}};
}

std::vector<FactSpec> facts() {
  return {
      {.name = "nameservers",
       .kind = ValueKind::list,
       .about = "the addresses of /etc/resolv.conf in their order, of which libraries ask the first three",
       .element = ValueKind::text},
      {.name = "search",
       .kind = ValueKind::list,
       .about = "the domains that short names are tried in",
       .element = ValueKind::text},
      {.name = "options", .kind = ValueKind::list, .about = "such as rotate or timeout:1", .element = ValueKind::text},
      {.name = "upstream",
       .kind = ValueKind::list,
       .about = "the servers that systemd-resolved asks, where /etc/resolv.conf names it",
       .element = ValueKind::text},
      {.name = "resolves", .kind = ValueKind::boolean, .about = "whether the host finds addresses of the name"},
      {.name = "addresses",
       .kind = ValueKind::list,
       .about = "the name's addresses, as all programs of the host get them (getent ahosts), sorted",
       .element = ValueKind::text},
      {.name = "canonical", .kind = ValueKind::text, .about = "the full name that it leads to"},
      {.name = "hosts_file",
       .kind = ValueKind::list,
       .about = "the name's addresses in /etc/hosts alone",
       .element = ValueKind::text},
  };
}

constexpr std::string_view script = R"sh(
need head
name=$1
content() {
  [ -f "$2" ] || return 0
  printf '%s=' "$1"
  { head -c 65537 <"$2" && printf .; } | hex
  echo
}
content conf /etc/resolv.conf
content upstream /run/systemd/resolve/resolv.conf
[ -n "$name" ] || finish
content hosts /etc/hosts
need getent
found=$(getent ahosts "$name")
case $? in
  0) tell found "$found" ;;
  2) tell found '' ;;
  *) trouble "getent can't look up hosts" ;;
esac
finish
)sh";

std::string complaint(const Value& parameters) {
  const auto name = text_of(parameters, "name");
  return !given(parameters, "name") || is_name(name, ".-_") ? "" : fmt::format("'{}' is no name of a host", name);
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  return host_script(script, {text_of(parameters, "name")});
}

Result<std::string> content(const Fields& fields, std::string_view key, std::string_view path) {
  constexpr std::size_t most = 65536;
  if (!fields.has(key)) {
    return "";
  }
  LABCHECK_TRY_ASSIGN(auto bytes, fields.bytes(key));
  if (!bytes.ends_with('.')) {
    return unreadable(fmt::format("{} can't be read by this login", path));
  }
  bytes.pop_back();
  return bytes.size() <= most ? Result<std::string>{std::move(bytes)}
                              : unreadable(fmt::format("{} holds more than the 64 KiB that are read", path));
}

Result<void> read_name(const Fields& fields, const std::string& name, Value& facts) {
  LABCHECK_TRY_ASSIGN(const auto found, fields.bytes("found"));
  LABCHECK_TRY_ASSIGN(const auto lookup, read_ahosts(found));
  LABCHECK_TRY_ASSIGN(const auto hosts, content(fields, "hosts", "/etc/hosts"));
  facts["resolves"] = !lookup.addresses.empty();
  facts["addresses"] = lookup.addresses;
  facts["hosts_file"] = addresses_in_hosts(hosts, name);
  if (!lookup.canonical.empty()) {
    facts["canonical"] = lookup.canonical;
  }
  return {};
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(const auto fields, read_fields(answer));
  LABCHECK_TRY_ASSIGN(const auto text, content(fields, "conf", "/etc/resolv.conf"));
  const auto conf = read_resolv_conf(text);
  Value facts{{"nameservers", conf.nameservers}, {"search", conf.search}, {"options", conf.options}};
  const auto& servers = conf.nameservers;
  const bool stub = std::find(servers.begin(), servers.end(), "127.0.0.53") != servers.end();
  if (stub && fields.has("upstream")) {
    LABCHECK_TRY_ASSIGN(const auto upstream, content(fields, "upstream", "/run/systemd/resolve/resolv.conf"));
    facts["upstream"] = read_resolv_conf(upstream).nameservers;
  }
  if (given(parameters, "name")) {
    if (const auto read = read_name(fields, text_of(parameters, "name"), facts); !read) {
      return tl::unexpected<Error>(read.error());
    }
  }
  return facts;
}

}  // namespace

CheckType resolver() {
  return {
      .name = "resolver",
      .subject = "system",
      .about = "which name servers a host asks, and what it makes of a name",
      .main_parameter = "name",
      .parameters = parameters(),
      .facts = facts(),
      .example =
          "on: web\nresolver: db.example.com\n"
          "expect: {nameservers: [192.168.10.2], addresses: {contains: 192.168.10.20}, hosts_file: {empty: true}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
