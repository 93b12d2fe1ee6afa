#pragma once

#include <string>

#include <labcheck/node.hpp>
#include <labcheck/result.hpp>

namespace labcheck::qualify {

/// The bash script of a fault that is written as data: one of service, port, file, user, package, interface, address,
/// route, process, sysctl, container, image or sql, with `do` and what that needs. `${NAME}` in values is the
/// scenario's parameter, `${ROLE[0].address}` a host's address. Errors carry the place in the message.
Result<std::string> break_script(const Node& described);

/// A text with `${…}` as a bash word: literals quoted, references as the variables that scripts are given.
Result<std::string> bash_word(const std::string& text);

/// The variable that scripts find a reference in: `db_name` → LABCHECK_PARAM_db_name, `web[0].address` →
/// LABCHECK_HOST_web_0_ADDRESS; empty for what scripts aren't told.
std::string variable_of(const std::string& reference);

}  // namespace labcheck::qualify
