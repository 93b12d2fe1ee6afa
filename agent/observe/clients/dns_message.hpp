#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <labcheck/result.hpp>
#include <labcheck/value.hpp>

namespace labcheck::observe {

/// One question to a name server.
struct DnsQuestion {
  std::string name{};  ///< of type PTR also an address
  std::string type{"A"};
  bool recurse{true};
  std::uint16_t id{0};
};

/// The question on the wire, with its length in front as TCP wants it (RFC 1035 §4.2.2). An error when the name or the
/// type can't be asked for.
Result<std::string> write_dns_question(const DnsQuestion& question);

/// A message without its length: {status, authoritative, recursive, records: [{name, type, ttl, data}]}. An error when
/// it is no answer to this question.
Result<Value> read_dns_message(std::string_view message, const DnsQuestion& question);

}  // namespace labcheck::observe
