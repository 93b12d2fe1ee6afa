#include "checks/cloud/openstack_login.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <labcheck/ascii.hpp>
#include <labcheck/reference.hpp>

#include "checks/cloud/lab_names.hpp"
#include "checks/cloud/openrc.hpp"
#include "checks/parameters.hpp"
#include "checks/reading.hpp"
#include "checks/target.hpp"

namespace labcheck::checks {
namespace {

/// What somebody logs in with: the step's own parameters, else the openrc's.
class Identity {
 public:
  explicit Identity(const Value& parameters) : parameters_{parameters} {}

  /// An error is the openrc's.
  Result<void> read() {
    if (!given(parameters_, "openrc")) {
      return {};
    }
    LABCHECK_TRY_ASSIGN(variables_, read_openrc(text_of(parameters_, "openrc")));
    for (const auto& [name, value] : variables_) {
      if (name.starts_with("OS_") && value && holds_controls(*value)) {
        return unreadable(fmt::format("{} holds a control character (a line end of Windows?)", name));
      }
    }
    LABCHECK_TRY_ASSIGN(const auto type, one("", "OS_AUTH_TYPE"));
    if (!type.empty() && type != "password" && type != "v3password") {
      return unreadable(fmt::format("OS_AUTH_TYPE is '{}': only logins by password are spoken", excerpt(type)));
    }
    return {};
  }

  /// The parameter, else the variable; empty when neither is there.
  Result<std::string> one(std::string_view parameter, std::string_view variable) const {
    if (!parameter.empty() && given(parameters_, parameter)) {
      return text_of(parameters_, parameter);
    }
    const auto found = variables_.find(variable);
    if (found == variables_.end()) {
      return std::string{};
    }
    return found->second ? Result<std::string>{*found->second}
                         : unreadable(fmt::format("{} is worked out by a shell; an openrc is only read", variable));
  }

  Result<std::string> needed(std::string_view parameter, std::string_view variable) const {
    LABCHECK_TRY_ASSIGN(auto text, one(parameter, variable));
    return text.empty() ? unreadable(fmt::format("the openrc has no {}", variable)) : Result<std::string>{text};
  }

  /// {name: …} or {id: …} of a user's or a project's domain.
  Result<Value> domain(std::string_view parameter, const std::string& prefix) const {
    LABCHECK_TRY_ASSIGN(const auto name, one(parameter, prefix + "_DOMAIN_NAME"));
    LABCHECK_TRY_ASSIGN(const auto id, one("", prefix + "_DOMAIN_ID"));
    return name.empty() && !id.empty() ? Value{{"id", id}} : Value{{"name", name.empty() ? "Default" : name}};
  }

 private:
  const Value& parameters_;
  OpenrcVariables variables_{};
};

Result<Value> keystone_body(const Identity& identity) {
  LABCHECK_TRY_ASSIGN(const auto user, identity.needed("user", "OS_USERNAME"));
  LABCHECK_TRY_ASSIGN(const auto password, identity.needed("password", "OS_PASSWORD"));
  LABCHECK_TRY_ASSIGN(const auto user_domain, identity.domain("user_domain", "OS_USER"));
  LABCHECK_TRY_ASSIGN(const auto project, identity.one("project", "OS_PROJECT_NAME"));
  LABCHECK_TRY_ASSIGN(const auto project_id, identity.one("", "OS_PROJECT_ID"));
  LABCHECK_TRY_ASSIGN(const auto project_domain, identity.domain("project_domain", "OS_PROJECT"));
  Value body;
  auto& auth = body["auth"];
  auth["identity"] = {{"methods", {"password"}},
                      {"password", {{"user", {{"name", user}, {"domain", user_domain}, {"password", password}}}}}};
  if (!project.empty()) {
    auth["scope"]["project"] = {{"name", project}, {"domain", project_domain}};
  } else if (!project_id.empty()) {
    auth["scope"]["project"] = {{"id", project_id}};
  }
  return body;
}

Result<Value> keystone_login(const Identity& identity, std::string path) {
  while (path.ends_with('/')) {
    path.pop_back();
  }
  if (path.ends_with("/v2.0")) {
    return unreadable("the identity API's version 2.0 is asked for; only 3 is spoken");
  }
  LABCHECK_TRY_ASSIGN(const auto body, keystone_body(identity));
  return Value{{"method", "POST"},
               {"target", path + (path.ends_with("/v3") ? "/auth/tokens" : "/v3/auth/tokens")},
               {"headers", {{"Content-Type", "application/json"}}},
               {"body", dump(body)}};
}

Result<Value> tempauth_login(const Identity& identity, const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto user, identity.needed("user", "ST_USER"));
  LABCHECK_TRY_ASSIGN(const auto key, identity.needed("password", "ST_KEY"));
  return Value{{"method", "GET"}, {"target", path}, {"headers", {{"X-Auth-User", user}, {"X-Auth-Key", key}}}};
}

Result<Exchange> build(const Value& parameters) {
  Identity identity{parameters};
  if (auto read = identity.read(); !read) {
    return tl::unexpected<Error>(read.error());
  }
  LABCHECK_TRY_ASSIGN(const auto spelt, identity.needed("auth_url", "OS_AUTH_URL"));
  LABCHECK_TRY_ASSIGN(const auto url, read_url(spelt));
  const bool tempauth = text_of(parameters, "auth_version") == "1";
  auto login = tempauth ? tempauth_login(identity, url.target) : keystone_login(identity, url.target);
  if (!login) {
    return tl::unexpected<Error>(login.error());
  }
  LABCHECK_TRY_ASSIGN(const auto region, identity.one("region", "OS_REGION_NAME"));
  const auto place = place_in_lab(parameters, url.where.host, !given(parameters, "auth_url"));
  Value details{{"kind", tempauth ? "tempauth" : "keystone"},
                {"scheme", url.scheme},
                {"name", url.where.host},
                {"found", place.found},
                {"login", std::move(*login)},
                {"hosts", lab_names(parameters)},
                {"region", region},
                {"interface", given(parameters, "interface") ? text_of(parameters, "interface") : "public"},
                {"verify", flag_of(parameters, "verify", true)}};
  return Exchange{
      .protocol = "openstack", .host = place.address, .port = url.where.port, .details = std::move(details)};
}

}  // namespace

std::vector<ParameterSpec> login_parameters() {
  return {
      {.name = "openrc",
       .kind = ValueKind::text,
       .about = "the text of an openrc file; it is read, never run. What is given beside it counts more"},
      {.name = "auth_url", .kind = ValueKind::text, .about = "the identity service: http://host:5000/v3"},
      {.name = "user", .kind = ValueKind::text, .about = "the user to log in as"},
      {.name = "password", .kind = ValueKind::text, .about = "the user's password"},
      {.name = "project", .kind = ValueKind::text, .about = "the project that is worked in"},
      {.name = "user_domain", .kind = ValueKind::text, .about = "the user's domain (Default without it)"},
      {.name = "project_domain", .kind = ValueKind::text, .about = "the project's domain (Default without it)"},
      {.name = "region", .kind = ValueKind::text, .about = "the region whose endpoints are meant"},
      {.name = "interface",
       .kind = ValueKind::text,
       .about = "which of a service's endpoints is meant",
       .fallback = "public",
       .choices = {"public", "internal", "admin"}},
      lab_names_parameter(),
      {.name = "verify",
       .kind = ValueKind::boolean,
       .about = "whether TLS certificates must be trusted",
       .fallback = "true"},
  };
}

std::vector<FactSpec> login_facts() {
  return {
      {.name = "connected", .kind = ValueKind::boolean, .about = "whether the identity service takes connections"},
      {.name = "usable", .kind = ValueKind::boolean, .about = "whether the openrc says enough and leads into the lab"},
      {.name = "reason", .kind = ValueKind::text, .about = "why the openrc is not usable, or there is no connection"},
      {.name = "failure",
       .kind = ValueKind::text,
       .about = "what was wrong with a service that does not answer as it must, or with the catalog"},
      {.name = "authenticated", .kind = ValueKind::boolean, .about = "whether the login was accepted"},
      {.name = "refused",
       .kind = ValueKind::map,
       .about = "the refusal of the login or of the request",
       .fields = {{.name = "code", .kind = ValueKind::integer, .about = "the HTTP status code: 401, 403, …"},
                  {.name = "message", .kind = ValueKind::text, .about = "the service's words"}}},
  };
}

std::string login_complaint(const Value& parameters) {
  const bool from_file = given(parameters, "openrc");
  for (const auto* name : {"auth_url", "user", "password"}) {
    if (!from_file && !given(parameters, name)) {
      return fmt::format("{} is needed (or an openrc that says it)", name);
    }
  }
  const auto url = text_of(parameters, "auth_url");
  if (given(parameters, "auth_url") && !has_references(url)) {
    if (const auto read = read_url(url); !read) {
      return read.error().message;
    }
  }
  for (const auto* name : {"user", "password", "project", "region"}) {
    if (holds_controls(text_of(parameters, name))) {
      return fmt::format("{} holds a control character", name);
    }
  }
  return lab_names_complaint(parameters);
}

Result<Exchange> login_exchange(const Value& parameters) {
  auto exchange = build(parameters);
  if (!exchange && given(parameters, "openrc")) {
    return Exchange{.protocol = "openstack", .details = {{"unusable", exchange.error().message}}};
  }
  return exchange;
}

}  // namespace labcheck::checks
