#include "servers.hpp"

namespace labcheck::test {

const Nginx& nginx() {
  static const Nginx server{
      "location = /echo { default_type text/plain; add_header X-One a; add_header X-One b; "
      "return 200 \"$request_method $http_host $http_x_mark $http_accept_encoding|$args|$content_length\"; } "
      "location = /absent { return 404 \"not here\"; } "
      "location = /moved { return 302 /echo?moved; } "
      "location = /loop { return 302 /loop; } "
      "location = /abroad { return 302 http://evil.example/steal; } "
      "location = /back { return 302 http://web.lab:$server_port/echo; } "
      "location = /zipped { gzip on; gzip_types text/plain; gzip_min_length 1; default_type text/plain; "
      "alias /usr/share/common-licenses/GPL-3; } "
      "location = /closed { return 444; }"};
  return server;
}

const MariaDb& mariadb() {
  static const MariaDb server{
      "SET NAMES utf8mb4;\n"
      "CREATE DATABASE shop;\n"
      "CREATE TABLE shop.items (name VARCHAR(20) CHARACTER SET utf8mb4, price INT, raw VARBINARY(9));\n"
      "INSERT INTO shop.items VALUES ('pear', 3, X'61FF62'), ('\xE6\xA2\xA8', NULL, NULL);\n"
      "CREATE USER app@'127.0.0.1' IDENTIFIED BY 'apple';\n"
      "GRANT SELECT, INSERT ON shop.* TO app@'127.0.0.1';\n"
      "CREATE USER modern@'127.0.0.1' IDENTIFIED VIA ed25519 USING PASSWORD('apple');\n"
      "CREATE USER secure@'127.0.0.1' IDENTIFIED BY 'apple' REQUIRE SSL;\n"};
  return server;
}

const PostgreSql& postgresql() {
  static const PostgreSql server{
      "CREATE TABLE items (name text, price int, raw bytea)\n"
      "INSERT INTO items VALUES ('pear', 3, 'x'), ('\xE6\xA2\xA8', NULL, NULL)\n"
      "CREATE ROLE app LOGIN PASSWORD 'apple'\n"
      "CREATE ROLE locked NOLOGIN PASSWORD 'apple'\n"
      "GRANT SELECT ON items TO app\n"};
  return server;
}

}  // namespace labcheck::test
