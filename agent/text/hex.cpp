#include "text/hex.hpp"

#include <sodium.h>

namespace labcheck::text {

std::string hex(std::string_view bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  hex.pop_back();  // the terminating zero
  return hex;
}

}  // namespace labcheck::text
