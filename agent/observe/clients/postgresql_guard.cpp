#include "observe/clients/postgresql_guard.hpp"

#include <charconv>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace labcheck::observe {

namespace {

using boost::asio::awaitable;

constexpr std::size_t head_size = 5;             // of a message: its kind and its length
constexpr std::size_t longest_message = 65'536;  // while logging in
constexpr std::uint32_t scram_continues = 11;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t byte = 0; byte < 4; ++byte) {
    number = number << 8U | static_cast<unsigned char>(bytes[at + byte]);
  }
  return number;
}

class WatchedStream final : public Stream {
 public:
  explicit WatchedStream(std::unique_ptr<Stream> stream) : stream_{std::move(stream)} {}

  awaitable<Result<std::size_t>> read(char* buffer, std::size_t size, Deadline deadline) override {
    auto got = co_await stream_->read(buffer, size, deadline);
    if (got) {
      if (auto seen = watch_.take({buffer, *got}); !seen) {
        co_return tl::unexpected<Error>(seen.error());
      }
    }
    co_return got;
  }
  awaitable<Result<void>> write(std::string_view bytes, Deadline deadline) override {
    return stream_->write(bytes, deadline);
  }
  awaitable<Result<void>> finish(Deadline deadline) override { return stream_->finish(deadline); }
  void close() override { stream_->close(); }

 private:
  std::unique_ptr<Stream> stream_;
  LoginWatch watch_{};
};

}  // namespace

Result<void> LoginWatch::take(std::string_view bytes) {
  if (over_) {
    return {};
  }
  unread_ += bytes;
  while (!over_ && unread_.size() >= head_size) {
    const std::size_t size = number_at(unread_, 1);
    if (size < 4 || size > longest_message) {
      over_ = true;  // whatever it is: libpq will not take it for a challenge
    } else if (unread_.size() < 1 + size) {
      return {};
    } else {
      if (auto seen = look_at(unread_.front(), std::string_view{unread_}.substr(head_size, size - 4)); !seen) {
        return seen;
      }
      unread_.erase(0, 1 + size);
    }
  }
  return {};
}

Result<void> LoginWatch::look_at(char kind, std::string_view body) {
  over_ = kind == 'Z';
  if (kind != 'R' || body.size() < 4 || number_at(body, 0) != scram_continues) {
    return {};
  }
  // `r=NONCE,s=SALT,i=4096`
  const auto at = body.rfind(",i=");
  std::uint64_t rounds = 0;
  const auto digits = at == std::string_view::npos ? std::string_view{} : body.substr(at + 3);
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), rounds);
  if (problem == std::errc::result_out_of_range || rounds > most_scram_rounds) {
    return failed(
        ErrorKind::resource,
        fmt::format("the server asks for {} rounds of SCRAM, more than are done here ({})",
                    std::string_view{digits.data(), static_cast<std::size_t>(end - digits.data())}, most_scram_rounds));
  }
  return {};
}

Opener watching_login(Opener opener) {
  return
      [opener = std::move(opener)](std::string host, std::uint16_t port, Deadline deadline) -> awaitable<OpenedStream> {
        auto opened = co_await opener(std::move(host), port, deadline);
        if (opened) {
          std::unique_ptr<Stream> watched = std::make_unique<WatchedStream>(std::move(*opened));
          opened = std::move(watched);
        }
        co_return opened;
      };
}

}  // namespace labcheck::observe
