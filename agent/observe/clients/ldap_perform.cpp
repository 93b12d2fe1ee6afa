#include "observe/clients/ldap_perform.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <ldap.h>
#include <openldap.h>

#include "observe/clients/conversation.hpp"
#include "observe/clients/tls_perform.hpp"

namespace labcheck::observe {

namespace {

constexpr std::size_t most_entries = 2'000;
constexpr const char* authorities = "/etc/ssl/certs/ca-certificates.crt";

struct Unbind {
  void operator()(LDAP* directory) const { ldap_unbind_ext_s(directory, nullptr, nullptr); }
};
using Directory = std::unique_ptr<LDAP, Unbind>;
using Messages = std::unique_ptr<LDAPMessage, decltype(&ldap_msgfree)>;
using Text = std::unique_ptr<char, decltype(&ldap_memfree)>;

std::string lower(std::string_view text) {
  std::string small{text};
  std::transform(small.begin(), small.end(), small.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return small;
}

/// What the server itself said beside its code, or the code in words.
std::string words_of(LDAP* directory, int code) {
  char* said = nullptr;
  ldap_get_option(directory, LDAP_OPT_DIAGNOSTIC_MESSAGE, &said);
  const Text kept{said, ldap_memfree};
  const std::string words = ldap_err2string(code);
  return one_line(said != nullptr && *said != '\0' ? words + ": " + said : words);
}

/// A talk of which the first thing that goes wrong is the last: libldap would connect anew, and not by the relay.
class LdapTalk {
 public:
  explicit LdapTalk(const LdapRequest& request) : request_{request} {}

  TalkOutcome run(std::uint16_t relay_port) {
    if (auto wrong = open(relay_port); !wrong.empty()) {
      return {.ending = TalkEnding::failed, .failure = std::move(wrong)};
    }
    if (secure() && bind() && request_.search) {
      search();
    }
    outcome_.reply["connected"] = true;
    outcome_.reply["accepted"] = accepted_;
    return std::move(outcome_);
  }

 private:
  std::string open(std::uint16_t relay_port) {
    outcome_.ending = TalkEnding::answered;
    const auto socket = connect_to_relay(relay_port);
    if (!socket) {
      return socket.error().message;
    }
    const auto host = request_.host.find(':') == std::string::npos ? request_.host : '[' + request_.host + ']';
    LDAP* directory = nullptr;
    const auto url = fmt::format("ldap://{}:{}", host, request_.port);
    if (ldap_init_fd(*socket, LDAP_PROTO_TCP, url.c_str(), &directory) != LDAP_SUCCESS) {
      return "libldap can't be set up";
    }
    directory_.reset(directory);
    const int version = LDAP_VERSION3;
    const int demand = request_.verify ? LDAP_OPT_X_TLS_DEMAND : LDAP_OPT_X_TLS_NEVER;
    const int client = 0;
    ldap_set_option(directory, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(directory, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(directory, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
    ldap_set_option(directory, LDAP_OPT_X_TLS_CACERTFILE, authorities);
    return ldap_set_option(directory, LDAP_OPT_X_TLS_NEWCTX, &client) == LDAP_SUCCESS ? "" : "libldap has no TLS";
  }

  /// Notes a code of libldap's own (negative: the server's doing, as the relay had a connection) or of the server's.
  bool good(int code, std::string_view stage) {
    if (code == LDAP_SUCCESS) {
      return true;
    }
    if (code == LDAP_NO_MEMORY || code == LDAP_PARAM_ERROR || code == LDAP_FILTER_ERROR) {
      outcome_.ending = TalkEnding::failed;
      outcome_.failure = one_line(ldap_err2string(code));
    } else if (code < 0) {
      outcome_.ending = TalkEnding::spoke_wrongly;
      outcome_.failure = words_of(directory_.get(), code);
    } else {
      outcome_.reply["refused"] = {
          {"code", std::to_string(code)}, {"message", words_of(directory_.get(), code)}, {"stage", stage}};
    }
    return false;
  }

  bool secure() {
    if (request_.tls == MailTls::none) {
      return true;
    }
    const int code = request_.tls == MailTls::starttls ? ldap_start_tls_s(directory_.get(), nullptr, nullptr)
                                                       : ldap_install_tls(directory_.get());
    if (!good(code, "starttls") && outcome_.ending == TalkEnding::spoke_wrongly) {
      outcome_.failure = "no TLS (is the certificate one that is trusted?): " + outcome_.failure;
    }
    return code == LDAP_SUCCESS;
  }

  bool bind() {
    berval password{.bv_len = request_.password.size(), .bv_val = const_cast<char*>(request_.password.data())};
    const auto code = ldap_sasl_bind_s(directory_.get(), request_.bind.c_str(), LDAP_SASL_SIMPLE, &password, nullptr,
                                       nullptr, nullptr);
    accepted_ = good(code, "login");
    return accepted_;
  }

  void search() {
    std::vector<char*> wanted;
    for (const auto& attribute : request_.attributes) {
      wanted.push_back(const_cast<char*>(attribute.c_str()));
    }
    wanted.push_back(nullptr);
    const int scope = request_.scope == LdapScope::base  ? LDAP_SCOPE_BASE
                      : request_.scope == LdapScope::one ? LDAP_SCOPE_ONELEVEL
                                                         : LDAP_SCOPE_SUBTREE;
    LDAPMessage* found = nullptr;
    const int code = ldap_search_ext_s(directory_.get(), request_.base.c_str(), scope, request_.filter.c_str(),
                                       request_.attributes.empty() ? nullptr : wanted.data(), 0, nullptr, nullptr,
                                       nullptr, LDAP_NO_LIMIT, &found);
    const Messages kept{found, ldap_msgfree};
    if (!good(code, "search")) {
      return;
    }
    Value entries = Value::array();
    for (auto* entry = ldap_first_entry(directory_.get(), found); entry != nullptr;
         entry = ldap_next_entry(directory_.get(), entry)) {
      auto value = entries.size() < most_entries ? entry_value(entry) : std::nullopt;
      if (!value) {
        const bool many = entries.size() >= most_entries;
        outcome_.ending = many ? TalkEnding::truncated : TalkEnding::spoke_wrongly;
        outcome_.failure = many ? "more entries than are taken" : "an entry can't be read";
        return;
      }
      entries.push_back(std::move(*value));
    }
    outcome_.reply["entries"] = std::move(entries);
  }

  std::optional<Value> entry_value(LDAPMessage* entry) {
    const Text name{ldap_get_dn(directory_.get(), entry), ldap_memfree};
    if (!name) {
      return std::nullopt;
    }
    Value attributes = Value::object();
    BerElement* raw = nullptr;
    char* attribute = ldap_first_attribute(directory_.get(), entry, &raw);
    const std::unique_ptr<BerElement, void (*)(BerElement*)> reader{raw, [](BerElement* own) { ber_free(own, 0); }};
    while (attribute != nullptr) {
      const Text kept{attribute, ldap_memfree};
      auto& values = attributes[lower(valid_utf8(attribute))] = Value::array();
      const std::unique_ptr<berval*, decltype(&ldap_value_free_len)> all{
          ldap_get_values_len(directory_.get(), entry, attribute), ldap_value_free_len};
      for (auto** value = all.get(); value != nullptr && *value != nullptr; ++value) {
        values.push_back(valid_utf8({(*value)->bv_val, (*value)->bv_len}));
      }
      attribute = ldap_next_attribute(directory_.get(), entry, reader.get());
    }
    return Value{{"dn", valid_utf8(name.get())}, {"attributes", std::move(attributes)}};
  }

  const LdapRequest& request_;
  Directory directory_{};
  TalkOutcome outcome_{};
  bool accepted_{false};
};

}  // namespace

TalkOutcome perform_ldap(const LdapRequest& request, std::uint16_t relay_port) {
  return LdapTalk{request}.run(relay_port);
}

}  // namespace labcheck::observe
