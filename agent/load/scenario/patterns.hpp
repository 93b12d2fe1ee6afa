#pragma once

#include <string>

namespace labcheck::load {

/// What is wrong with the pattern of a `matches`: RE2 refuses it, or it isn't anchored at both ends in each of its
/// alternatives. `${…}` in it stand for some text. Empty when it is good.
std::string pattern_complaint(const std::string& pattern);

/// What is wrong with the conditions of a `version` (">=1.18 <2"), or an empty text.
std::string version_complaint(const std::string& conditions);

/// What is wrong with a JSON path as far as brackets and quotes go, or an empty text.
std::string json_path_complaint(const std::string& path);

}  // namespace labcheck::load
