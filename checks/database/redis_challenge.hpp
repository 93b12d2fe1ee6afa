#pragma once

#include <string>
#include <string_view>

#include <labcheck/value.hpp>

namespace labcheck::checks {

/// Lua that a Redis server runs over the challenge: what Redis itself computes (a hash), what the language computes,
/// and what it knows of its own data. A listener that only speaks the protocol has none of these.
inline constexpr std::string_view redis_challenge_script =
    "local sum = 7\n"
    "for at = 1, #ARGV[1] do sum = (sum * 31 + string.byte(ARGV[1], at)) % 1000003 end\n"
    "return {redis.sha1hex(ARGV[1]), sum, string.reverse(ARGV[1]), redis.call('EXISTS', 'labcheck:' .. ARGV[1])}";

/// Whether this is what the script gives for the challenge.
bool meets_redis_challenge(const std::string& challenge, const Value& reply);

}  // namespace labcheck::checks
