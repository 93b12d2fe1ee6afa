#include "plan/parameter.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

#include <fmt/format.h>

#include <labcheck/reading.hpp>
#include <labcheck/spelling.hpp>

namespace labcheck::plan {
namespace {

constexpr std::string_view token_letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/// An address in network order, 4 or 16 bytes.
struct Bytes {
  std::array<unsigned char, 16> bytes{};
  int size{0};
};

Bytes address_bytes(const std::string& text) {
  Bytes address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data()) == 1) {
    address.size = 4;
  } else if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) {
    address.size = 16;
  }
  return address;
}

Result<Value> read_address(const std::string& text) {
  if (address_bytes(text).size == 0) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no IPv4 or IPv6 address", text));
  }
  return Value(text);
}

std::string without_host_bits(Bytes address, int prefix) {
  for (int bit = prefix; bit < address.size * 8; ++bit) {
    auto& byte = address.bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<unsigned char>(byte & ~(0x80U >> (bit % 8)));
  }
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(address.size == 4 ? AF_INET : AF_INET6, address.bytes.data(), text, sizeof text);
  return fmt::format("{}/{}", text, prefix);
}

Result<Value> read_network(const std::string& text) {
  const auto slash = text.find('/');
  const auto address = address_bytes(text.substr(0, slash));
  const auto prefix = slash == std::string::npos ? Result<Value>{failed(ErrorKind::invalid, "")}
                                                 : read_number<std::int64_t>(text.substr(slash + 1), "prefix length");
  if (address.size == 0 || !prefix || *prefix < 0 || *prefix > address.size * 8) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no network (write 192.168.10.0/24)", text));
  }
  const int length = prefix->get<int>();
  const auto network = without_host_bits(address, length);
  const auto cleared = address_bytes(network.substr(0, network.find('/')));
  if (cleared.bytes != address.bytes) {
    return failed(ErrorKind::invalid,
                  fmt::format("'{}' is no network, its host bits are set (did you mean '{}'?)", text, network));
  }
  return Value(text);
}

Result<Value> read_choice(const Parameter& parameter, const std::string& text) {
  const auto& choices = parameter.choices;
  if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is none of the choices {}{}", text, fmt::join(choices, ", "),
                                                  did_you_mean(text, choices)));
  }
  return Value(text);
}

Result<Value> read_token(const std::string& text) {
  if (text.size() < 4 || text.size() > 64 || text.find_first_not_of(token_letters) != std::string::npos) {
    return failed(ErrorKind::invalid, fmt::format("'{}' is no token (4 to 64 characters out of a-z and 0-9)", text));
  }
  return Value(text);
}

}  // namespace

Result<Value> read_parameter(const Parameter& parameter, const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    return failed(ErrorKind::invalid, "a NUL byte can't stand in a value");
  }
  switch (parameter.type) {
    case ParameterType::integer:
      return read_number<std::int64_t>(text, "integer");
    case ParameterType::port:
      return read_value(Node{.kind = Node::Kind::scalar, .text = text}, ValueKind::port);
    case ParameterType::address:
      return read_address(text);
    case ParameterType::network:
      return read_network(text);
    case ParameterType::path:
      return read_value(Node{.kind = Node::Kind::scalar, .text = text}, ValueKind::path);
    case ParameterType::choice:
      return read_choice(parameter, text);
    case ParameterType::token:
      return read_token(text);
    case ParameterType::nonce:
      return failed(ErrorKind::invalid, "a nonce is drawn for every run and can't be given");
    case ParameterType::secret:
      if (text.empty()) {
        return failed(ErrorKind::invalid, "a secret can't be empty");
      }
      return Value(text);
    case ParameterType::string:
      break;
  }
  return Value(text);
}

}  // namespace labcheck::plan
