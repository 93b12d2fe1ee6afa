#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <labcheck/check_type.hpp>
#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

#include "checks/reading.hpp"

/// Asking a container engine, Docker or Podman, about one object of its own. Engines answer in JSON, which is read by
/// its structure; a word in a table is never looked for.
namespace labcheck::checks {

/// The parameters that say which engine is asked about which `object` ("container", "image").
std::vector<ParameterSpec> engine_parameters(std::string_view object_about);
/// The facts that every question to an engine has.
std::vector<FactSpec> engine_facts();
std::string engine_complaint(const Value& parameters);
/// A script that says `engine` (ready, absent or unreachable) and, when it is ready, runs `body`, which may use
/// `ask WORDS…` (the engine's command) and `inspect OBJECT` (tells `found` or says `gone`) with the name in `$name`.
Result<Request> engine_request(std::string_view body, const Value& parameters);

/// What is known before the object is looked at: `engine`, `exists: false` and `reason` where there is one.
Result<Value> read_engine(const Fields& fields);
/// The object as the engine describes it; null when there is none.
Result<Value> read_object(const Fields& fields);

// Members of an engine's description. What is null or not there is empty; what is of another kind is unreadable.
Result<Value> map_at(const Value& object, std::string_view path);
Result<Value> list_at(const Value& object, std::string_view path);
Result<std::string> text_at(const Value& object, std::string_view path);
Result<std::int64_t> integer_at(const Value& object, std::string_view path);
Result<bool> flag_at(const Value& object, std::string_view path);
/// One text or a list of texts, as a list.
Result<Value> words_at(const Value& object, std::string_view path);
/// The names of `NAME=VALUE` settings, in order; values may be secrets and are left out.
Result<Value> setting_names_at(const Value& object, std::string_view path);
/// A digest with its algorithm in front, which Podman leaves out.
std::string digest(std::string spelt);

}  // namespace labcheck::checks
