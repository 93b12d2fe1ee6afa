#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <labcheck/value.hpp>

struct redisReader;

namespace labcheck::observe {

/// A command as a Redis server takes it.
std::string redis_command(const std::vector<std::string>& words);

/// A server's replies, read by hiredis out of bytes that may be anything. In a reply, texts and integers are
/// themselves, nil is null, an array a list, and an error {"error": words}.
class RedisReplies {
 public:
  RedisReplies();
  ~RedisReplies();
  RedisReplies(const RedisReplies&) = delete;
  RedisReplies& operator=(const RedisReplies&) = delete;

  void feed(std::string_view bytes);
  /// Takes the next whole reply; false while it isn't here. Once broken() nothing comes any more.
  bool next(Value& reply);
  bool broken() const;
  /// More elements came than are taken.
  bool too_many() const { return too_many_; }

 private:
  friend struct RedisBuilder;
  std::unique_ptr<redisReader, void (*)(redisReader*)> reader_;
  Value root_ = nullptr;
  std::size_t elements_{0};
  bool too_many_{false};
};

}  // namespace labcheck::observe
