#pragma once

#include <string>
#include <string_view>

#include <labcheck/check_type.hpp>

namespace labcheck::checks {

/// What is asked of an object store.
enum class S3Action { buckets, list, get, head, put, erase, create, versioning, lifecycle, policy };

S3Action s3_action(const Value& parameters);

/// The asking half of `s3`: what its parameters change, what is wrong with them, and the exchange they make.
Phase s3_phase(const Value& parameters);
std::string s3_complaint(const Value& parameters);
Result<Request> s3_request(const Value& parameters);

/// Bytes as a URL wants them: all but the unreserved characters as %XX. Slashes stay where they are to stay.
std::string url_encoded(std::string_view text, bool keep_slashes);

}  // namespace labcheck::checks
