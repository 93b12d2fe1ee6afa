#include "observe/log.hpp"

#include <cstdio>
#include <memory>
#include <mutex>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

namespace labcheck::observe {
namespace {

class MaskingSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit MaskingSink(const Masker& masker) : masker_{masker} {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto text = printable(masker_.mask({message.payload.data(), message.payload.size()}));
    auto masked = message;
    masked.payload = {text.data(), text.size()};
    spdlog::memory_buf_t line;
    formatter_->format(masked, line);
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
  void flush_() override { std::fflush(stderr); }

  const Masker& masker_;
};

}  // namespace

void start_log(const Masker& masker, int verbosity) {
  auto logger = std::make_shared<spdlog::logger>("labcheck", std::make_shared<MaskingSink>(masker));
  logger->set_pattern("%H:%M:%S.%e %l: %v");
  logger->set_level(verbosity <= 0   ? spdlog::level::warn
                    : verbosity == 1 ? spdlog::level::info
                    : verbosity == 2 ? spdlog::level::debug
                                     : spdlog::level::trace);
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace labcheck::observe
