#include "observe/clients/pool.hpp"

#include <csignal>
#include <cstdlib>

#include <curl/curl.h>
#include <mosquitto.h>
#include <mysql.h>
#include <openssl/crypto.h>

namespace labcheck::observe {

namespace {

constexpr std::size_t threads = 256;  // they mostly sleep; one candidate's silent services must not hold up the others

/// Settings that the client libraries would take from the agent's environment and that would change what they do.
constexpr const char* meddling[] = {"PGSERVICE",
                                    "PGSERVICEFILE",
                                    "PGOPTIONS",
                                    "PGTZ",
                                    "PGDATESTYLE",
                                    "PGGEQO",
                                    "PGREQUIRESSL",
                                    "PGSSLCRL",
                                    "PGSSLCRLDIR",
                                    "LIBMYSQL_PLUGINS",
                                    "LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN"};

bool set_up() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);  // a thread may still be at work in there at the very end
  for (const auto* name : meddling) {
    ::unsetenv(name);
  }
  ::setenv("LDAPNOINIT", "1", 1);  // libldap reads ldap.conf and a user's own settings
  curl_global_init(CURL_GLOBAL_DEFAULT);
  mosquitto_lib_init();
  mysql_library_init(0, nullptr, nullptr);
  return true;
}

}  // namespace

boost::asio::thread_pool& client_pool() {
  static const bool ready = set_up();
  // Never destroyed, which would wait for every thread: a server can keep a library computing for hours (a SCRAM
  // challenge of two billion rounds), and no run may wait for that.
  static auto& pool = *new boost::asio::thread_pool{ready ? threads : 1};
  return pool;
}

void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace labcheck::observe
