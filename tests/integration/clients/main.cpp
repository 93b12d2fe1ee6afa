#define DOCTEST_CONFIG_IMPLEMENT
#include <cstdio>

#include <unistd.h>

#include <doctest/doctest.h>

#include "support/server_process.hpp"

/// 77 tells ctest that the machine lacks what these tests are about.
int main(int argc, char** argv) {
  for (const auto* name : {"nginx", "mariadbd", "mariadb-install-db", "openssl", "setpriv", "runuser", "postfix",
                           "dovecot", "slapd", "mosquitto"}) {
    if (!labcheck::test::has_program(name)) {
      std::printf("skipped: no %s on this machine\n", name);
      return 77;
    }
  }
  if (::geteuid() != 0) {
    std::printf("skipped: only root can start servers as other users\n");
    return 77;
  }
  doctest::Context context{argc, argv};
  return context.run();
}
