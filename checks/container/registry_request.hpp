#pragma once

#include <string>
#include <string_view>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// What a step asks a registry for: catalog, tags, manifest, push, delete, or nothing (whether it lets in).
std::string_view registry_question(const Value& parameters);

/// The asking half of `registry`: what its parameters change, what is wrong with them, and the exchange they make.
Phase registry_phase(const Value& parameters);
std::string registry_complaint(const Value& parameters);
Result<Request> registry_request(const Value& parameters);

/// What `push` stores: an index of images with no image in it, which carries the content as an annotation.
std::string registry_index(std::string_view content);

}  // namespace labcheck::checks
