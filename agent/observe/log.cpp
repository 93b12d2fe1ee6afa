#include "observe/log.hpp"

#include <memory>
#include <mutex>
#include <utility>

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

namespace labcheck::observe {
namespace {

class MaskingSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  MaskingSink(const Masker& masker, std::function<void(std::string_view)> write)
      : masker_{masker}, write_{std::move(write)} {}

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto text = printable(masker_.mask({message.payload.data(), message.payload.size()}));
    auto masked = message;
    masked.payload = {text.data(), text.size()};
    spdlog::memory_buf_t line;
    formatter_->format(masked, line);
    write_({line.data(), line.size()});
  }
  void flush_() override {}

  const Masker& masker_;
  std::function<void(std::string_view)> write_;
};

}  // namespace

void start_log(const Masker& masker, int verbosity, std::function<void(std::string_view)> write) {
  auto logger = std::make_shared<spdlog::logger>("labcheck", std::make_shared<MaskingSink>(masker, std::move(write)));
  logger->set_pattern("%H:%M:%S.%e %l: %v");
  logger->set_level(verbosity <= 0   ? spdlog::level::warn
                    : verbosity == 1 ? spdlog::level::info
                    : verbosity == 2 ? spdlog::level::debug
                                     : spdlog::level::trace);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace labcheck::observe
