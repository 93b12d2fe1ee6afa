#include "observe/log.hpp"

#include <cstdio>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <labcheck/value.hpp>

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

std::string printable(std::string_view text) {
  std::string shown;
  const auto valid = valid_utf8(text);
  for (std::size_t at = 0; at < valid.size(); ++at) {
    const auto byte = static_cast<unsigned char>(valid[at]);
    const auto next = at + 1 < valid.size() ? static_cast<unsigned char>(valid[at + 1]) : 0;
    if (byte < 0x20 || byte == 0x7F) {
      shown += fmt::format("\\x{:02x}", byte);
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      // The C1 controls: some terminals take U+009B as an escape sequence's start.
      shown += fmt::format("\\x{:02x}", next);
      ++at;
    } else {
      shown += valid[at];
    }
  }
  return shown;
}

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
