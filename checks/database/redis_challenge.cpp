#include "checks/database/redis_challenge.hpp"

#include <cstdint>

#include "checks/digest.hpp"

namespace labcheck::checks {

bool meets_redis_challenge(const std::string& challenge, const Value& reply) {
  std::int64_t sum = 7;
  for (const char letter : challenge) {
    sum = (sum * 31 + static_cast<unsigned char>(letter)) % 1'000'003;
  }
  return reply == Value{sha1_hex(challenge), sum, std::string{challenge.rbegin(), challenge.rend()}, 0};
}

}  // namespace labcheck::checks
