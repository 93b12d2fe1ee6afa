#include "observe/clients/pool.hpp"

#include <csignal>
#include <cstdlib>

#include <curl/curl.h>
#include <mysql.h>

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
  for (const auto* name : meddling) {
    ::unsetenv(name);
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  mysql_library_init(0, nullptr, nullptr);
  return true;
}

}  // namespace

boost::asio::thread_pool& client_pool() {
  static const bool ready = set_up();
  static boost::asio::thread_pool pool{ready ? threads : 1};
  return pool;
}

void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace labcheck::observe
