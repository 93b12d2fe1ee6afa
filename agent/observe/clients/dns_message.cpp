#include "observe/clients/dns_message.hpp"

#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <ldns/ldns.h>

namespace labcheck::observe {
namespace {

using Packet = std::unique_ptr<ldns_pkt, decltype(&ldns_pkt_free)>;
using Field = std::unique_ptr<ldns_rdf, decltype(&ldns_rdf_deep_free)>;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};
template <class T>
using Allocated = std::unique_ptr<T, Free>;

std::string owned(char* text) {
  const Allocated<char> memory{text};
  return text == nullptr ? std::string{} : valid_utf8(text);
}

std::string without_dot(std::string name) {
  if (name.size() > 1 && name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

/// A name, or the reverse name of an address.
Field name_field(const DnsQuestion& question) {
  if (question.type == "PTR") {
    for (const auto type : {LDNS_RDF_TYPE_A, LDNS_RDF_TYPE_AAAA}) {
      const Field address{ldns_rdf_new_frm_str(type, question.name.c_str()), ldns_rdf_deep_free};
      if (address) {
        return {ldns_rdf_address_reverse(address.get()), ldns_rdf_deep_free};
      }
    }
  }
  return {ldns_dname_new_frm_str(question.name.c_str()), ldns_rdf_deep_free};
}

/// One piece of a record's data: names without their last dot, texts as they are.
std::string text_of(const ldns_rdf* field) {
  switch (ldns_rdf_get_type(field)) {
    case LDNS_RDF_TYPE_DNAME:
      return without_dot(owned(ldns_rdf2str(field)));
    case LDNS_RDF_TYPE_STR: {
      const std::string_view bytes{reinterpret_cast<const char*>(ldns_rdf_data(field)), ldns_rdf_size(field)};
      return valid_utf8(bytes.substr(bytes.empty() ? 0 : 1));
    }
    default:
      return owned(ldns_rdf2str(field));
  }
}

Value record_of(const ldns_rr* record) {
  std::string data;
  const bool texts = ldns_rr_get_type(record) == LDNS_RR_TYPE_TXT;
  for (std::size_t at = 0; at < ldns_rr_rd_count(record); ++at) {
    data += (at == 0 || texts ? "" : " ") + text_of(ldns_rr_rdf(record, at));
  }
  return {{"name", without_dot(owned(ldns_rdf2str(ldns_rr_owner(record))))},
          {"type", owned(ldns_rr_type2str(ldns_rr_get_type(record)))},
          {"ttl", ldns_rr_ttl(record)},
          {"data", data}};
}

}  // namespace

Result<std::string> write_dns_question(const DnsQuestion& question) {
  auto name = name_field(question);
  const auto type = ldns_get_rr_type_by_name(question.type.c_str());
  if (!name || type == LDNS_RR_TYPE_NULL) {
    return failed(ErrorKind::invalid, fmt::format("'{}' of type {} can't be asked for", question.name, question.type));
  }
  const std::uint16_t flags = question.recurse && question.type != "AXFR" ? LDNS_RD : 0;
  const Packet packet{ldns_pkt_query_new(name.release(), type, LDNS_RR_CLASS_IN, flags), ldns_pkt_free};
  if (!packet) {
    return failed(ErrorKind::resource, "ldns has no memory");
  }
  ldns_pkt_set_id(packet.get(), question.id);
  std::uint8_t* wire = nullptr;
  std::size_t size = 0;
  if (ldns_pkt2wire(&wire, packet.get(), &size) != LDNS_STATUS_OK || size > 65'535) {
    return failed(ErrorKind::resource, "the question can't be written");
  }
  const Allocated<std::uint8_t> memory{wire};
  std::string message{static_cast<char>(size >> 8), static_cast<char>(size & 0xff)};
  return message.append(reinterpret_cast<const char*>(wire), size);
}

Result<Value> read_dns_message(std::string_view message, const DnsQuestion& question) {
  ldns_pkt* parsed = nullptr;
  const auto status = ldns_wire2pkt(&parsed, reinterpret_cast<const std::uint8_t*>(message.data()), message.size());
  const Packet packet{parsed, ldns_pkt_free};
  if (status != LDNS_STATUS_OK || !packet) {
    return failed(ErrorKind::unreadable, fmt::format("no DNS message came: {}", ldns_get_errorstr_by_id(status)));
  }
  if (!ldns_pkt_qr(packet.get()) || ldns_pkt_id(packet.get()) != question.id) {
    return failed(ErrorKind::unreadable, "a DNS message came that answers another question");
  }
  Value records = Value::array();
  const auto* list = ldns_pkt_answer(packet.get());
  for (std::size_t at = 0; list != nullptr && at < ldns_rr_list_rr_count(list); ++at) {
    records.push_back(record_of(ldns_rr_list_rr(list, at)));
  }
  return Value{{"status", owned(ldns_pkt_rcode2str(ldns_pkt_get_rcode(packet.get())))},
               {"authoritative", ldns_pkt_aa(packet.get()) != 0},
               {"recursive", ldns_pkt_ra(packet.get()) != 0},
               {"records", std::move(records)}};
}

}  // namespace labcheck::observe
