#include "plan/reference.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include <labcheck/secret.hpp>
#include <labcheck/spelling.hpp>

#include "text/sha256.hpp"

namespace labcheck::plan {
namespace {

std::vector<std::string> known_names(const Scope& scope) {
  std::vector<std::string> names{"candidate.id", "host.name", "host.address"};
  for (const auto& [name, value] : scope.plan.parameters) {
    names.push_back(name);
  }
  for (const auto& [name, value] : scope.saved.facts) {
    names.push_back("saved." + name);
  }
  for (const auto& [name, host] : scope.saved.hosts) {
    names.push_back(name + ".address");
    names.push_back(name + ".name");
  }
  for (const auto& host : scope.plan.hosts) {
    names.push_back(host.label + ".address");
    names.push_back(host.label + ".name");
  }
  return names;
}

tl::unexpected<Error> unknown(const std::string& name, const Scope& scope) {
  return failed(ErrorKind::invalid,
                fmt::format("unknown reference '${{{}}}'{}", name, did_you_mean(name, known_names(scope))));
}

Result<Value> attribute_of(const BoundHost& host, std::string_view attribute, const std::string& name) {
  if (attribute == "name") {
    return Value(host.label);
  }
  if (host.address.empty()) {
    return failed(ErrorKind::invalid,
                  fmt::format("'${{{}}}': host '{}' has no address in the roster", name, host.name));
  }
  return Value(host.address);
}

/// `host.…`: of the host that is asked.
Result<Value> of_asked_host(std::string_view attribute, const std::string& name, const Scope& scope) {
  if (const auto* host = scope.plan.find_host(scope.host)) {
    return attribute_of(*host, attribute, name);
  }
  if (attribute == "name") {
    return Value(scope.host);
  }
  return failed(ErrorKind::invalid, fmt::format("'${{{}}}': '{}' has no address in the roster", name, scope.host));
}

/// `ROLE.…`, `ROLE[i].…` or `BOUND.…`.
Result<Value> of_named_host(const std::string& subject, std::string_view attribute, const std::string& name,
                            const Scope& scope) {
  const auto bound = scope.saved.hosts.find(subject);
  const auto* named =
      bound == scope.saved.hosts.end() ? scope.plan.find_label(subject) : scope.plan.find_host(bound->second);
  if (named != nullptr) {
    return attribute_of(*named, attribute, name);
  }
  const auto bracket = subject.find('[');
  const auto role = subject.substr(0, bracket);
  const auto count = std::count_if(scope.plan.hosts.begin(), scope.plan.hosts.end(),
                                   [&](const BoundHost& host) { return host.role == role; });
  if (count > 1 && bracket == std::string::npos) {
    return failed(ErrorKind::invalid, fmt::format("'${{{0}}}': role '{1}' has {2} hosts (write '${{{1}[0].{3}}}')",
                                                  name, role, count, attribute));
  }
  if (count == 1 && subject == role + "[0]") {
    return of_named_host(role, attribute, name, scope);
  }
  if (count > 0 && bracket != std::string::npos) {
    return failed(ErrorKind::invalid, fmt::format("'${{{}}}': role '{}' has {} host{}, counted from 0", name, role,
                                                  count, count == 1 ? "" : "s"));
  }
  return unknown(name, scope);
}

Result<Value> plain_value(const std::string& name, const Scope& scope) {
  if (name == "candidate.id") {
    return Value(scope.plan.candidate->id);
  }
  const auto& parameters = scope.plan.parameters;
  if (const auto parameter = parameters.find(name); parameter != parameters.end()) {
    return parameter->second;
  }
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) {
    return unknown(name, scope);
  }
  const auto subject = name.substr(0, dot);
  const auto attribute = name.substr(dot + 1);
  if (name.starts_with("saved.")) {
    const auto saved = scope.saved.facts.find(name.substr(6));
    return saved == scope.saved.facts.end() ? Result<Value>{unknown(name, scope)} : saved->second;
  }
  if (attribute != "name" && attribute != "address") {
    return unknown(name, scope);
  }
  return subject == "host" ? of_asked_host(attribute, name, scope) : of_named_host(subject, attribute, name, scope);
}

bool is_secret(const std::string& name, const Scope& scope) {
  const auto& parameters = scope.plan.scenario->parameters;
  return std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& parameter) {
    return parameter.name == name && parameter.type == ParameterType::secret;
  });
}

std::string base64(const std::string& text) {
  std::string encoded(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(encoded.data(), encoded.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  encoded.pop_back();  // the terminating zero
  return encoded;
}

}  // namespace

std::string text_of(const Value& value) {
  return value.is_string() ? value.get<std::string>() : dump(value);
}

Result<Value> value_of(const Reference& reference, const Scope& scope) {
  LABCHECK_TRY_ASSIGN(auto value, plain_value(reference.name, scope));
  if (reference.function.empty()) {
    return value;
  }
  const auto text = text_of(value);
  if (reference.function == "sha256") {
    // The digest of a secret is not masked in answers, and judging again has no secret to make it from.
    return is_secret(reference.name, scope)
               ? Result<Value>{failed(ErrorKind::invalid, fmt::format("'${{sha256:{0}}}': '{0}' is a secret, and the "
                                                                      "digest of a secret can't be judged again",
                                                                      reference.name))}
               : Value(text::sha256_hex(text));
  }
  // Answers have a secret's base64 spelling masked too, so the mask of a secret stands for both.
  return Value(text == secret_mask && is_secret(reference.name, scope) ? text : base64(text));
}

}  // namespace labcheck::plan
