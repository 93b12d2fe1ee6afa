#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace labcheck::observe {

/// The length in front of a text, as SSH writes it: four bytes, the most significant first.
inline std::string wire_number(std::uint32_t number) {
  return {static_cast<char>(number >> 24U), static_cast<char>(number >> 16U), static_cast<char>(number >> 8U),
          static_cast<char>(number)};
}

inline std::string wire_text(std::string_view text) {
  return wire_number(static_cast<std::uint32_t>(text.size())) + std::string{text};
}

/// Reads SSH's numbers and texts one after another; nothing once the bytes don't suffice.
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : bytes_{bytes} {}

  std::optional<std::uint32_t> number() {
    if (bytes_.size() < 4) {
      return std::nullopt;
    }
    std::uint32_t value = 0;
    for (int at = 0; at < 4; ++at) {
      value = value << 8U | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at)]);
    }
    bytes_.remove_prefix(4);
    return value;
  }
  std::optional<std::string_view> text() {
    const auto size = number();
    return size ? take(*size) : std::nullopt;
  }
  std::optional<std::string_view> take(std::size_t size) {
    if (bytes_.size() < size) {
      return std::nullopt;
    }
    const auto taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::string_view rest() const { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace labcheck::observe
