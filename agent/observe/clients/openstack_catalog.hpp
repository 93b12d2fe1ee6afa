#pragma once

#include <string>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "observe/clients/http_perform.hpp"

namespace labcheck::observe {

/// What an identity service grants to whoever logs in.
struct OpenstackGrant {
  std::string token{};
  Value facts = Value::object();   ///< user, project, roles; never the token
  Value catalog = Value::array();  ///< {type, name, region, interface, url} of each endpoint
};

/// Reads Keystone's answer to a login; an error names what it lacks.
Result<OpenstackGrant> read_keystone_grant(const HttpResponse& response);
/// Reads the answer of Swift's own TempAuth: one endpoint, of type object-store.
Result<OpenstackGrant> read_tempauth_grant(const HttpResponse& response);

/// The URL of the one endpoint that is meant; an empty region means any. An error names what the catalog has instead.
Result<std::string> find_endpoint(const Value& catalog, const std::string& type, const std::string& interface,
                                  const std::string& region);

}  // namespace labcheck::observe
