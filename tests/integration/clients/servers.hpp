#pragma once

#include "support/mariadb.hpp"
#include "support/nginx.hpp"
#include "support/postgresql.hpp"

namespace labcheck::test {

/// One real server of each kind for all cases, started when the first asks for it.
const Nginx& nginx();
const MariaDb& mariadb();
const PostgreSql& postgresql();

}  // namespace labcheck::test
