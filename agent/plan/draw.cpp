#include "plan/draw.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "plan/parameter.hpp"

namespace labcheck::plan {
namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr int token_size = 12;
constexpr int nonce_size = 24;

/// A number out of random text; eight characters make the bias of the remainder negligible.
std::uint64_t random_number(const RandomText& random) {
  std::uint64_t number = 0;
  for (const char letter : random(8)) {
    number = number * letters.size() + letters.find(letter) % letters.size();
  }
  return number;
}

/// What is drawn when neither the roster nor the scenario gives a value.
Result<Value> draw(const Parameter& parameter, const RandomText& random) {
  if (parameter.type == ParameterType::token) {
    return Value(random(token_size));
  }
  if (parameter.type == ParameterType::nonce) {
    return Value(random(nonce_size));
  }
  if (parameter.type == ParameterType::choice && parameter.per_candidate && !parameter.choices.empty()) {
    return Value(parameter.choices[random_number(random) % parameter.choices.size()]);
  }
  if (parameter.type == ParameterType::port && parameter.per_candidate) {
    constexpr std::uint64_t first_port = 20000;  // above the services' ports, below the kernel's ephemeral ones
    constexpr std::uint64_t ports = 10000;
    return Value(static_cast<std::int64_t>(first_port + random_number(random) % ports));
  }
  return failed(ErrorKind::invalid, parameter.type == ParameterType::secret
                                        ? "has no value (a secret comes from the roster's parameters)"
                                        : "has no value: neither the roster nor a default gives one");
}

Result<Value> value_for(const Parameter& parameter, const Candidate& candidate, const RandomText& random) {
  const auto given = candidate.parameters.find(parameter.name);
  if (given != candidate.parameters.end()) {
    // Before it is read: what is wrong with a value is said with the value.
    if (parameter.type != ParameterType::secret && candidate.secret_parameters.contains(parameter.name)) {
      return failed(ErrorKind::invalid,
                    "the roster gives a secret, but the scenario declares none and its value would be recorded (declare "
                    "it with 'type: secret', or write it into the roster as a plain value)");
    }
    return read_parameter(parameter, given->second);
  }
  if (parameter.fallback) {
    return read_parameter(parameter, *parameter.fallback);
  }
  return draw(parameter, random);
}

}  // namespace

RandomText random_text() {
  return [](int size) {
    if (sodium_init() < 0) {
      std::abort();  // no randomness: a nonce that can be guessed is worse than no run
    }
    std::string text;
    for (int at = 0; at < size; ++at) {
      text += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
    return text;
  };
}

Result<Parameters> draw_parameters(const Scenario& scenario, const Candidate& candidate, const RandomText& random) {
  Parameters values;
  std::string problems;
  for (const auto& parameter : scenario.parameters) {
    auto value = value_for(parameter, candidate, random);
    if (value) {
      values[parameter.name] = std::move(*value);
      continue;
    }
    const bool given = candidate.parameters.contains(parameter.name);
    const auto& message = value.error().message;
    problems += fmt::format("{}{}: parameter '{}' of candidate '{}'{}{}", problems.empty() ? "" : "\n",
                            to_string(given ? candidate.place : parameter.place), parameter.name, candidate.id,
                            message.starts_with("has no value") ? " " : ": ", message);
  }
  if (!problems.empty()) {
    return failed(ErrorKind::invalid, std::move(problems));
  }
  return values;
}

}  // namespace labcheck::plan
