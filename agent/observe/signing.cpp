#include "observe/signing.hpp"

#include <cstdlib>
#include <cstring>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "observe/known_hosts.hpp"
#include "observe/wire.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

/// A signature that is being made; whoever makes it keeps this, and the session with it, alive.
struct Signing : std::enable_shared_from_this<Signing> {
  std::shared_ptr<Session> session{};
  SignFunction sign{};
  bool asked{false};
  std::optional<Result<std::string>> signature{};
};

/// What is signed names the algorithm that the server was told.
std::string algorithm_in(std::string_view data) {
  WireReader reader{data};
  reader.text();   // the session's id
  reader.take(1);  // SSH_MSG_USERAUTH_REQUEST
  reader.text();   // the user
  reader.text();   // ssh-connection
  reader.text();   // publickey
  reader.take(1);
  return std::string{reader.text().value_or("")};
}

awaitable<void> make_signature(std::shared_ptr<Signing> signing, std::string data) {
  auto algorithm = algorithm_in(data);
  signing->signature = co_await signing->sign(std::move(data), std::move(algorithm));
  signing->session->wake();
}

/// libssh2 asks again for as long as this says EAGAIN, so nothing waits for the signature but its own login.
int sign_later(LIBSSH2_SESSION*, unsigned char** signature, std::size_t* size, const unsigned char* data,
               std::size_t data_size, void** abstract) {
  auto& signing = *static_cast<Signing*>(*abstract);
  if (!signing.asked) {
    signing.asked = true;
    std::string bytes(reinterpret_cast<const char*>(data), data_size);
    boost::asio::co_spawn(signing.session->executor(), make_signature(signing.shared_from_this(), std::move(bytes)),
                          boost::asio::detached);
  }
  if (!signing.signature) {
    return LIBSSH2_ERROR_EAGAIN;
  }
  if (!signing.signature->has_value()) {
    return LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED;
  }
  const auto& made = signing.signature->value();
  *signature = static_cast<unsigned char*>(std::malloc(made.size()));
  if (*signature == nullptr) {
    return LIBSSH2_ERROR_ALLOC;
  }
  std::memcpy(*signature, made.data(), made.size());
  *size = made.size();
  return 0;
}

/// libssh2 1.10 takes the algorithm's name from the key's own, and knows no other for RSA than the one with SHA-1.
std::string named_for_sha2(const std::string& blob) {
  WireReader reader{blob};
  const bool rsa = reader.text() == "ssh-rsa";
  return rsa && !signs_rsa_with_sha2() ? wire_text("rsa-sha2-256") + std::string{reader.rest()} : blob;
}

}  // namespace

bool signs_rsa_with_sha2() {
  return libssh2_version(0x010b00) != nullptr;
}

awaitable<Result<long>> log_in_with_signature(std::shared_ptr<Session> session, std::string user, std::string blob,
                                              SignFunction sign, Deadline deadline) {
  const auto signing = std::make_shared<Signing>();
  signing->session = session;
  signing->sign = std::move(sign);
  const auto named = named_for_sha2(blob);
  void* state = signing.get();
  std::function<long()> step = [&]() -> long {
    return libssh2_userauth_publickey(session->raw(), user.c_str(),
                                      reinterpret_cast<const unsigned char*>(named.data()), named.size(), &sign_later,
                                      &state);
  };
  co_return co_await session->drive(std::move(step), deadline);
}

}  // namespace labcheck::observe
