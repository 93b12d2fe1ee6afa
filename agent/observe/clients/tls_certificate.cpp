#include "observe/clients/tls_certificate.hpp"

#include <array>
#include <memory>

#include <arpa/inet.h>

#include <fmt/chrono.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "text/hex.hpp"

namespace labcheck::observe {

namespace {

std::string utf8_of(const ASN1_STRING* text) {
  unsigned char* bytes = nullptr;
  const int size = ASN1_STRING_to_UTF8(&bytes, text);
  std::string utf8 = size > 0 ? valid_utf8({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)}) : "";
  OPENSSL_free(bytes);
  return utf8;
}

/// The parts of a distinguished name by their short names; of several alike the last, which is the most specific.
Value name_value(const X509_NAME* name) {
  Value parts = Value::object();
  for (int at = 0; at < X509_NAME_entry_count(name); ++at) {
    const auto* entry = X509_NAME_get_entry(name, at);
    std::array<char, 80> word{};
    const auto* object = X509_NAME_ENTRY_get_object(entry);
    const int number = OBJ_obj2nid(object);
    if (number != NID_undef) {
      parts[OBJ_nid2sn(number)] = utf8_of(X509_NAME_ENTRY_get_data(entry));
    } else {
      OBJ_obj2txt(word.data(), word.size(), object, 1);
      parts[word.data()] = utf8_of(X509_NAME_ENTRY_get_data(entry));
    }
  }
  return parts;
}

std::string address_text(const ASN1_OCTET_STRING* bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const int size = ASN1_STRING_length(bytes);
  const int family = size == 4 ? AF_INET : AF_INET6;
  const bool good = (size == 4 || size == 16) &&
                    ::inet_ntop(family, ASN1_STRING_get0_data(bytes), text.data(), text.size()) != nullptr;
  return good ? text.data() : "";
}

Value names_value(X509* certificate) {
  Value names = Value::array();
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> all{
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free};
  for (int at = 0; all && at < sk_GENERAL_NAME_num(all.get()); ++at) {
    int type = 0;
    const void* name = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all.get(), at), &type);
    if (type == GEN_DNS) {
      names.push_back(utf8_of(static_cast<const ASN1_STRING*>(name)));
    } else if (type == GEN_IPADD) {
      names.push_back(address_text(static_cast<const ASN1_OCTET_STRING*>(name)));
    }
  }
  return names;
}

/// A moment in UTC, or an empty text for bytes that are none.
std::string time_text(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", parts) : "";
}

Value key_value(X509* certificate) {
  const auto* key = X509_get0_pubkey(certificate);
  if (key == nullptr) {
    return {{"type", ""}, {"bits", 0}};
  }
  const int type = EVP_PKEY_get_base_id(key);
  const char* word = type == EVP_PKEY_RSA ? "RSA" : type == EVP_PKEY_EC ? "EC" : OBJ_nid2sn(type);
  return {{"type", word == nullptr ? "" : word}, {"bits", EVP_PKEY_get_bits(key)}};
}

std::string serial_text(X509* certificate) {
  const std::unique_ptr<BIGNUM, decltype(&BN_free)> number{
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr), BN_free};
  char* hex = number ? BN_bn2hex(number.get()) : nullptr;
  std::string text = hex != nullptr ? hex : "";
  OPENSSL_free(hex);
  return text;
}

std::string fingerprint_text(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const bool known = X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1;
  return known ? text::hex({reinterpret_cast<const char*>(digest.data()), size}) : std::string{};
}

}  // namespace

Value certificate_value(X509* certificate) {
  const char* signature = OBJ_nid2sn(X509_get_signature_nid(certificate));
  return {{"subject", name_value(X509_get_subject_name(certificate))},
          {"issuer", name_value(X509_get_issuer_name(certificate))},
          {"names", names_value(certificate)},
          {"not_before", time_text(X509_get0_notBefore(certificate))},
          {"not_after", time_text(X509_get0_notAfter(certificate))},
          {"key", key_value(certificate)},
          {"signature", signature == nullptr ? "" : signature},
          {"serial", serial_text(certificate)},
          {"fingerprint", fingerprint_text(certificate)},
          {"self_signed", X509_self_signed(certificate, 1) == 1},
          {"authority", X509_check_ca(certificate) > 0}};
}

bool is_made_out_to(X509* certificate, const std::string& name) {
  return X509_check_ip_asc(certificate, name.c_str(), 0) == 1 ||
         X509_check_host(certificate, name.data(), name.size(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
}

}  // namespace labcheck::observe
