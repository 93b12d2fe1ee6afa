#include <algorithm>

#include <labcheck/check_type.hpp>
#include <labcheck/reference.hpp>

#include "checks/network/mail_request.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/reply.hpp"

namespace labcheck::checks {
namespace {

constexpr UsualPorts ports{.plain = 389, .implicit = 636};

std::vector<ParameterSpec> parameters() {
  auto all = server_parameters("the directory server: host or host:port (389; 636 with tls: implicit)");
  const std::vector<ParameterSpec> more{
      {.name = "bind",
       .kind = ValueKind::text,
       .about = "the distinguished name that logs in (cn=admin,dc=lab,dc=example); without it nobody does"},
      {.name = "password", .kind = ValueKind::text, .about = "its password"},
      {.name = "base", .kind = ValueKind::text, .about = "where a search begins; without it there is only the login"},
      {.name = "scope",
       .kind = ValueKind::text,
       .about = "how far it goes: the base alone, what stands right below it, or everything from it down",
       .fallback = "sub",
       .choices = {"base", "one", "sub"}},
      {.name = "filter",
       .kind = ValueKind::text,
       .about = "which entries it finds: (uid=li)",
       .fallback = "\"(objectClass=*)\""},
      {.name = "attributes",
       .kind = ValueKind::list,
       .about = "the attributes that are read; without it all that are not operational",
       .element = ValueKind::text},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::vector<FactSpec> facts() {
  auto all = server_facts();
  const std::vector<FactSpec> more{
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the server's refusal of the login (49) or of the search (32: no such base, 50: no right to it, …)",
       .fields = {{.name = "code", .kind = ValueKind::text, .about = "LDAP's result code"},
                  {.name = "message", .kind = ValueKind::text, .about = "the code in words, and the server's own"},
                  {.name = "stage", .kind = ValueKind::text, .about = "starttls, login or search"}}},
      {.name = "count", .kind = ValueKind::integer, .about = "how many entries the search found"},
      {.name = "names",
       .kind = ValueKind::list,
       .about = "the distinguished names of the entries found, sorted",
       .element = ValueKind::text},
      {.name = "entry",
       .kind = ValueKind::map,
       .about = "the one entry found, when it is one: lists of values by lower-case attribute ({\"$.mail\": …})"},
      {.name = "entries",
       .kind = ValueKind::map,
       .about = "all entries found: by distinguished name, lists of values by lower-case attribute"},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string complaint(const Value& parameters) {
  if (auto wrong = server_complaint(parameters, ports, "bind"); !wrong.empty()) {
    return wrong;
  }
  if (given(parameters, "attributes") && !given(parameters, "base")) {
    return "attributes belong to a search: say base too";
  }
  const auto filter = text_of(parameters, "filter");
  if (!filter.empty() && !has_references(filter) && !(filter.starts_with('(') && filter.ends_with(')'))) {
    return "filter is no filter: it stands in parentheses, like (uid=li)";
  }
  for (const auto* name : {"base", "filter"}) {
    if (text_of(parameters, name).find('\0') != std::string::npos) {
      return std::string{name} + " holds a NUL byte";
    }
  }
  return "";
}

Result<Request> request(const Value& parameters) {
  if (const auto wrong = complaint(parameters); !wrong.empty()) {
    return failed(ErrorKind::invalid, wrong);
  }
  LABCHECK_TRY_ASSIGN(auto exchange, server_exchange("ldap", parameters, ports));
  auto& details = exchange.details;
  if (given(parameters, "bind")) {
    details["bind"] = text_of(parameters, "bind");
    details["password"] = text_of(parameters, "password");
  }
  if (given(parameters, "base")) {
    for (const auto* name : {"base", "scope", "filter"}) {
      if (given(parameters, name)) {
        details[name] = text_of(parameters, name);
      }
    }
    details["attributes"] = texts_of(parameters, "attributes");
  }
  return exchange;
}

Result<Value> read_entries(const Value& reply, Value facts) {
  LABCHECK_TRY_ASSIGN(const auto entries, list_member(reply, "entries"));
  Value all = Value::object();
  std::vector<std::string> names;
  for (const auto& entry : entries) {
    LABCHECK_TRY_ASSIGN(const auto name, member<std::string>(entry, "dn"));
    LABCHECK_TRY_ASSIGN(const auto attributes, member<Value>(entry, "attributes"));
    if (!attributes.is_object() || all.contains(name)) {
      return unreadable("an entry of the directory can't be read, or stands there twice: '" + excerpt(name) + "'");
    }
    all[name] = attributes;
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  facts["count"] = names.size();
  if (names.size() == 1) {
    facts["entry"] = all[names.front()];
  }
  facts["names"] = std::move(names);
  facts["entries"] = std::move(all);
  return facts;
}

Result<Value> read(const Value& parameters, const Answer& answer) {
  LABCHECK_TRY_ASSIGN(auto facts, read_server(answer.reply));
  if (facts["done"] != true || !given(parameters, "base")) {
    return facts;
  }
  return read_entries(answer.reply, std::move(facts));
}

}  // namespace

CheckType ldap() {
  return {
      .name = "ldap",
      .subject = "network",
      .about = "a login to a directory server, and a search there; referrals are not followed",
      .reach = Reach::protocol,
      .main_parameter = "server",
      .parameters = parameters(),
      .facts = facts(),
      .default_expect = "{done: true}",
      .example =
          "on: client\nldap: {server: 192.168.10.30, base: \"dc=lab,dc=example\", filter: \"(uid=li)\"}\n"
          "expect: {count: 1, entry: {\"$.mail\": [li@lab.example]}}\n",
      .phase = always_reads,
      .undoes = never_undoes,
      .complaint = complaint,
      .request = request,
      .read = read,
  };
}

}  // namespace labcheck::checks
