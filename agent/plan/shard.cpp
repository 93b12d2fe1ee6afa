#include "plan/shard.hpp"

#include <charconv>

#include <fmt/format.h>

#include "text/sha256.hpp"

namespace labcheck::plan {
namespace {

constexpr std::uint64_t most_shards = 10'000;

/// Nothing of the text but digits may make the number.
bool read_number(std::string_view text, std::uint64_t& number) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Result<Shard> read_shard(std::string_view text) {
  const auto slash = text.find('/');
  Shard shard;
  if (slash == std::string_view::npos || !read_number(text.substr(0, slash), shard.number) ||
      !read_number(text.substr(slash + 1), shard.count)) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no shard (write 2/3 for the second of three)", text));
  }
  if (shard.count < 1 || shard.count > most_shards || shard.number < 1 || shard.number > shard.count) {
    return failed(ErrorKind::invalid,
                  fmt::format("there is no shard '{}': they go from 1/N to N/N, and N to {}", text, most_shards));
  }
  return shard;
}

std::string to_string(const Shard& shard) {
  return fmt::format("{}/{}", shard.number, shard.count);
}

bool is_in(const Shard& shard, std::string_view candidate) {
  const auto digest = text::sha256_hex(std::string{candidate});
  std::uint64_t first = 0;
  std::from_chars(digest.data(), digest.data() + 16, first, 16);
  return first % shard.count == shard.number - 1;
}

}  // namespace labcheck::plan
