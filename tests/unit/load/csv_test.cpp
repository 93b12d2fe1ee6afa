#include "load/csv.hpp"

#include <doctest/doctest.h>

#include "load/roster_csv.hpp"
#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

std::string cells(const std::string& text) {
  Diagnostics diagnostics;
  std::string all;
  for (const auto& row : load::parse_csv("t.csv", text, diagnostics)) {
    for (const auto& cell : row) {
      all += "<" + cell.text + ">";
    }
    all += "\n";
  }
  for (const auto& diagnostic : diagnostics) {
    all += to_string(diagnostic) + "\n";
  }
  return all;
}

}  // namespace

TEST_SUITE("load/csv") {
  TEST_CASE("quoted cells hold commas, quotes and line ends") {
    CHECK(cells("a,\"b,\"\"c\"\"\nd\",e\r\n") == "<a><b,\"c\"\nd><e>\n");
    CHECK(cells("a,b\n\n\n c , \"d\" \n") == "<a><b>\n<c><d>\n");
    CHECK(cells("a,\nb,") == "<a><>\n<b><>\n");
    CHECK(cells("a,b\rc,d") == "<a><b>\n<c><d>\n");
    CHECK(cells("") == "");
  }

  TEST_CASE("broken quoting is told where it begins") {
    CHECK(cells("a,b\nc,\"d\n") == "<a><b>\n<c><d\n>\nt.csv:2:3: a quote is opened and never closed\n");
    CHECK(cells("张,b\"c\n") ==
          "<张><b\"c>\nt.csv:1:4: a quote within an unquoted cell (quote the cell and double the "
          "quotes in it)\n");
    CHECK(cells("\"a\"b,c\n") == "<a><c>\nt.csv:1:4: text after a closing quote\n");
  }

  TEST_CASE("behind a lone carriage return a place is still counted in characters") {
    // Found by fuzzing: there the column was one of bytes, beyond the end of the line.
    CHECK(cells("a\r张张张,b\"c\n") ==
          "<a>\n<张张张><b\"c>\n"
          "t.csv:1:8: a quote within an unquoted cell (quote the cell and double the quotes in it)\n");
  }

  TEST_CASE("a table is a roster: other columns are roles, several hosts are set apart by spaces or semicolons") {
    const auto loaded = load_text(
        "id,name,seat,lb,web,user,password_env\r\n"
        "c01,\"张, 三\",A-01,10.0.0.1:2201,10.0.0.2;10.0.0.3 10.0.0.4,ubuntu,EXAM_PW\r\n"
        "c02,李四,,local,,,\r\n",
        "room.csv");
    REQUIRE(messages(loaded.diagnostics).empty());
    REQUIRE(loaded.value);
    const auto& first = loaded.value->candidates[0];
    CHECK(first.name == "张, 三");
    REQUIRE(first.hosts.size() == 4);
    CHECK(first.hosts[0].connect_port == 2201);
    CHECK(first.hosts[3].role == "web");
    CHECK(first.hosts[3].index == 2);
    CHECK(first.hosts[3].login.user == "ubuntu");
    CHECK(first.hosts[3].login.password->reveal() == "sesame-1");
    CHECK(to_string(first.hosts[1].place) == "room.csv:2:31");
    const auto& second = loaded.value->candidates[1];
    REQUIRE(second.hosts.size() == 1);
    CHECK(second.hosts[0].local);
    CHECK(second.hosts[0].login.user == "root");
    CHECK_FALSE(second.hosts[0].login.password);
  }

  TEST_CASE("a column may be of one scenario's role") {
    const auto loaded = load_text("id,client,junior/cloud-move/app\nc01,10.0.0.1,10.0.0.2\n", "room.csv");
    REQUIRE(messages(loaded.diagnostics).empty());
    CHECK(loaded.value->candidates.at(0).hosts.at(1).role == "junior/cloud-move/app");
  }

  TEST_CASE("GBK and a byte order mark come out as UTF-8, and the ledger's text is UTF-8 too") {
    const std::string gbk = "id,name,lb\nc01,\xD5\xC5\xC8\xFD,10.0.0.1\n";  // 张三
    const auto loaded = load_text(gbk, "room.csv");
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].name == "张三");
    CHECK(loaded.value->sources[0].text == "id,name,lb\nc01,张三,10.0.0.1\n");
    const auto marked = load_text("\xEF\xBB\xBFid,name,lb\nc01,张三,10.0.0.1\n", "room.csv");
    REQUIRE(marked.value);
    CHECK(marked.value->candidates[0].id == "c01");
    CHECK(complaints("id,name,lb\nc01,\xFF\xFE\x81,10.0.0.1\n", "room.csv") ==
          "room.csv: neither UTF-8 nor GBK text (save the table as UTF-8)\n");
  }

  TEST_CASE("everything wrong in a table is told with its cell") {
    CHECK(complaints("id,seat,seat,,pasword_env,password,lb\nc1,a,b,,,,10.0.0.1\n", "r.csv") ==
          R"(r.csv:1:9: duplicate column 'seat'
r.csv:1:14: a column without a name
r.csv:1:15: unknown column 'pasword_env' (did you mean 'password_env'?)
r.csv:1:27: a table holds no passwords (name an environment variable under 'password_env')
)");
    CHECK(complaints("id,lb\nc1,10.0.0.1,x\n,10.0.0.2\nc3,10.0.0.300\nc3,10.0.0.4\n", "r.csv") ==
          R"(r.csv:2:1: 3 cells in a table of 2 columns
r.csv:3:1: a candidate without an id
r.csv:4:4: role 'lb': '10.0.0.300' is no name or address of a host
r.csv:5:1: duplicate candidate 'c3' (first at line 4)
)");
    CHECK(complaints("id;lb\nc1;10.0.0.1\n", "r.csv") ==
          "r.csv:1:1: the columns are not set apart by commas (save the table with commas)\n");
    CHECK(complaints("name,user\nx,y\n", "r.csv") == "r.csv:1:1: no column 'id'\nr.csv:1:1: no column of a role\n");
    CHECK(complaints("id,lb\n", "r.csv") == "r.csv: the table has no candidate\n");
  }
}
