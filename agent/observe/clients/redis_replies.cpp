#include "observe/clients/redis_replies.hpp"

#include <new>

#include <hiredis/hiredis.h>

#include "observe/clients/conversation.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_elements = 100'000;  // of one reply, all levels together

}  // namespace

/// Hiredis allots what an array says that it holds, before anything of it came: so the building is done here, within
/// bounds. These may not throw through its C code; nullptr makes it give up.
struct RedisBuilder {
  static void* put(const redisReadTask* task, Value value) noexcept {
    auto& replies = *static_cast<RedisReplies*>(task->privdata);
    auto* place = &replies.root_;
    if (task->parent != nullptr) {
      place = &static_cast<Value*>(task->parent->obj)->at(static_cast<std::size_t>(task->idx));
    }
    *place = std::move(value);
    return place;
  }

  static void* text(const redisReadTask* task, char* bytes, std::size_t size) noexcept {
    const std::string_view words{bytes, size};
    if (task->type == REDIS_REPLY_ERROR) {
      return put(task, Value{{"error", one_line(words)}});
    }
    return put(task, Value(valid_utf8(words)));
  }

  static void* array(const redisReadTask* task, int elements) noexcept {
    auto& replies = *static_cast<RedisReplies*>(task->privdata);
    const auto count = static_cast<std::size_t>(elements < 0 ? 0 : elements);
    if (count > most_elements - replies.elements_) {
      replies.too_many_ = true;
      return nullptr;
    }
    replies.elements_ += count;
    return put(task, Value(Value::array_t(count)));
  }

  static void* integer(const redisReadTask* task, long long number) noexcept { return put(task, Value(number)); }
  static void* nil(const redisReadTask* task) noexcept { return put(task, Value(nullptr)); }
  static void drop(void*) noexcept {}
};

std::string redis_command(const std::vector<std::string>& words) {
  std::vector<const char*> starts;
  std::vector<std::size_t> sizes;
  for (const auto& word : words) {
    starts.push_back(word.data());
    sizes.push_back(word.size());
  }
  sds formatted = nullptr;
  const auto size = redisFormatSdsCommandArgv(&formatted, static_cast<int>(words.size()), starts.data(), sizes.data());
  if (size < 0) {
    throw std::bad_alloc{};
  }
  std::string command{formatted, static_cast<std::size_t>(size)};
  redisFreeSdsCommand(formatted);
  return command;
}

RedisReplies::RedisReplies() : reader_{nullptr, redisReaderFree} {
  static redisReplyObjectFunctions building{.createString = RedisBuilder::text,
                                            .createArray = RedisBuilder::array,
                                            .createInteger = RedisBuilder::integer,
                                            .createNil = RedisBuilder::nil,
                                            .freeObject = RedisBuilder::drop};
  reader_.reset(redisReaderCreateWithFunctions(&building));
  if (!reader_) {
    throw std::bad_alloc{};
  }
  reader_->privdata = this;
}

RedisReplies::~RedisReplies() = default;

void RedisReplies::feed(std::string_view bytes) {
  redisReaderFeed(reader_.get(), bytes.data(), bytes.size());
}

bool RedisReplies::next(Value& reply) {
  void* built = nullptr;
  if (redisReaderGetReply(reader_.get(), &built) != REDIS_OK || built == nullptr) {
    return false;
  }
  reply = std::move(root_);
  root_ = nullptr;
  elements_ = 0;
  return true;
}

bool RedisReplies::broken() const {
  return reader_->err != 0;
}

}  // namespace labcheck::observe
