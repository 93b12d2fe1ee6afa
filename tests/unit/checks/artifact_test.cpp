#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "checks/base64.hpp"
#include "checks/document/csv.hpp"
#include "checks/document/parts.hpp"
#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

std::string fixture(std::string_view name) {
  return fmt::format("{}/tests/fixtures/documents/{}", LABCHECK_SOURCE_DIR, name);
}

std::string bytes_of(std::string_view name) {
  std::ifstream file{fixture(name), std::ios::binary};
  REQUIRE(file.good());
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

Value handed_in(std::string_view name, Value parameters = Value::object()) {
  parameters["path"] = fixture(name);
  return facts_here("artifact", parameters);
}

/// The facts of a file with these bytes, named as something else.
Value artifact_of(std::string_view bytes, Value parameters = Value::object()) {
  const TemporaryDirectory folder;
  const auto path = folder.path() + "/report.docx";
  std::ofstream{path, std::ios::binary} << bytes;
  parameters["path"] = path;
  return facts_here("artifact", parameters);
}

const Value headings = {{{"level", 1}, {"text", "运维报告"}},
                        {{"level", 2}, {"text", "1 环境 Environment"}},
                        {{"level", 2}, {"text", "2 故障 Fault"}},
                        {{"level", 3}, {"text", "2.1 原因"}}};
const Value cells = Value::parse(R"([[["host", "address"], ["web", "10.0.0.1"]]])");

}  // namespace

TEST_SUITE("checks/artifact") {
  TEST_CASE("real documents of three formats say the same") {
    for (const auto& [name, type] : {std::pair{"report.docx", "docx"}, std::pair{"report.odt", "odt"}}) {
      CAPTURE(name);
      const auto facts = handed_in(name);
      CHECK(facts["type"] == type);
      CHECK(facts["valid"] == true);
      CHECK(facts["headings"] == headings);
      CHECK(facts["tables"] == cells);
      CHECK(facts["images"] == 1);
      CHECK(facts["text"].get<std::string>().find("Disk full.\n") != std::string::npos);
      CHECK(facts["characters"].get<int>() > 80);
    }
    const auto pdf = handed_in("report.pdf");
    CHECK(pdf["type"] == "pdf");
    CHECK(pdf["pages"] == 1);
    CHECK(pdf["headings"] == headings);
    CHECK(pdf["text"].get<std::string>().find("运维报告") != std::string::npos);
  }

  // Right tables were read with the line ends and blanks that a writer had put between the elements.
  TEST_CASE("the indentation of a document's XML is none of its text") {
    const auto facts = handed_in("report-indented.odt");
    CHECK(facts["headings"] == headings);
    CHECK(facts["tables"] == cells);
    CHECK(facts["text"] == handed_in("report.odt")["text"]);
  }

  TEST_CASE("a heading is known by its style's name, whatever the style's number is") {
    CHECK(handed_in("report-numbered-styles.docx")["headings"] == headings);
  }

  TEST_CASE("the type is that of the content, not of the name") {
    CHECK(artifact_of("plain words\n")["type"] == "text");
    CHECK(artifact_of(bytes_of("report.pdf"))["type"] == "pdf");
    CHECK(artifact_of(bytes_of("report.odt"))["type"] == "odt");
    CHECK(artifact_of("<html><p>x</p></html>")["type"] == "xml");
    CHECK(artifact_of("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")["type"] == "doc");
    CHECK(artifact_of("")["type"] == "empty");
    CHECK(artifact_of("")["valid"] == false);
    CHECK(artifact_of(std::string("\x7f"
                                  "ELF\0\0",
                                  6))["type"] == "unknown");
  }

  TEST_CASE("a document that is cut short is told as damaged") {
    for (const auto* name : {"report.docx", "report.odt", "report.pdf"}) {
      CAPTURE(name);
      const auto whole = bytes_of(name);
      const auto facts = artifact_of(whole.substr(0, whole.size() / 3));
      CHECK_FALSE(facts.contains("headings"));
      CHECK(facts["exists"] == true);
    }
    CHECK(artifact_of("%PDF-1.5\nnothing\n")["problem"] == "it is damaged");
  }

  TEST_CASE("any byte of a document may lie") {
    for (const auto* name : {"report.docx", "report.odt", "packed.drawio", "cost-gbk.csv"}) {
      const auto whole = bytes_of(name);
      for (std::size_t at = 0; at < whole.size(); at += whole.size() / 60 + 1) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        CHECK_NOTHROW((void)artifact_of(changed).dump());
      }
    }
  }

  TEST_CASE("a table of Calc's in GB18030, with quotes and semicolons") {
    const auto facts = handed_in("cost-gbk.csv");
    CHECK(facts["type"] == "csv");
    CHECK(facts["columns"] == Value{"名称", "count", "price", "amount"});
    CHECK(facts["rows"][0] == Value{{"名称", "a, b"}, {"count", "2"}, {"price", "1000.5"}, {"amount", "2001"}});
    CHECK(facts["rows"].size() == 3);
    CHECK_FALSE(facts.contains("recomputed"));
  }

  TEST_CASE("amounts are computed anew, and totals") {
    const Value rules{{"products", {{"amount", {"count", "price"}}}}, {"totals", {"amount"}}, {"total_label", "合计"}};
    const auto good = handed_in("cost-gbk.csv", rules);
    CHECK(good["recomputed"] == true);
    CHECK(good["wrong_cells"].empty());
    const auto bad =
        artifact_of("名称,count,price,amount\na,2,\"1,000.50\",2001.00\nb,3,0.333,1.01\n合计,,,9\n", rules);
    CHECK(bad["recomputed"] == false);
    CHECK(bad["wrong_cells"] == Value{{{"row", 3}, {"column", "amount"}, {"found", "1.01"}, {"expected", "1.00"}},
                                      {{"row", 4}, {"column", "amount"}, {"found", "9"}, {"expected", "2002.01"}}});
    CHECK(artifact_of("名称,count,price,amount\na,2,1,2\n", rules)["wrong_cells"][0]["found"] == "no row '合计'");
    CHECK(artifact_of("名称,count,amount\na,2,1\n合计,,1\n", rules)["recomputed"] == false);
    CHECK(artifact_of("名称,count,price,amount\na,two,1,2\n合计,,,2\n", rules)["recomputed"] == false);
    const Value sums{{"row_sums", {{"all", {"x", "y"}}}}};
    CHECK(artifact_of("n;x;y;all\r\na;1;2;3\r\n", sums)["recomputed"] == true);
    CHECK(artifact_of("n;x;y;all\r\na;1;2;4\r\n", sums)["recomputed"] == false);
    CHECK_FALSE(artifact_of("no table\n", sums).contains("recomputed"));
  }

  TEST_CASE("numbers as people write them") {
    for (const auto& [text, number] :
         {std::pair{"1,234.50", 1234.5L}, std::pair{"￥１２．５", 12.5L}, std::pair{"12%", 0.12L},
          std::pair{"-3", -3.0L}, std::pair{"$1,000,000", 1000000.0L}, std::pair{" 7 元 ", 7.0L}}) {
      CAPTURE(text);
      REQUIRE(checks::read_amount(text));
      CHECK(static_cast<double>(*checks::read_amount(text)) == doctest::Approx(static_cast<double>(number)));
    }
    for (const auto* text : {"", "a", "1,23", "1.2.3", "1e5", "nan", "1,2345", ",123", "0x10", "1.5,000", "--1"}) {
      CAPTURE(text);
      CHECK_FALSE(checks::read_amount(text));
    }
  }

  TEST_CASE("drawings: shapes without markup, lines with their ends, packed or plain") {
    for (const auto* name : {"packed.drawio", "plain.drawio"}) {
      const auto facts = handed_in(name);
      CHECK(facts["type"] == "drawio");
      CHECK(facts["components"] == Value{"Load balancer", "Web 1", "数据库"});
      CHECK(facts["connections"] == Value{{{"from", "Load balancer"}, {"to", "Web 1"}, {"label", "HTTP"}},
                                          {{"from", "Web 1"}, {"to", "数据库"}, {"label", "SQL"}}});
      CHECK(facts["diagrams"] == Value{"Page-1"});
    }
    CHECK(artifact_of("<mxfile><diagram name=\"A\">AAAA</diagram></mxfile>")["problem"] == "the page 'A' is damaged");
  }

  TEST_CASE("archives that grow beyond all bounds are refused, and so is data that does") {
    const auto bomb = handed_in("bomb.docx");
    CHECK(bomb["type"] == "zip");
    CHECK(bomb["valid"] == false);
    CHECK(bomb["problem"] == "'word/document.xml' in the archive is damaged or larger than 16 MiB");
    CHECK_FALSE(checks::inflated("no deflated data at all"));
    CHECK_FALSE(checks::read_package("PK\x03\x04 but nothing else"));
    CHECK(checks::from_base64("AGE=") == std::string("\0a", 2));
    CHECK_FALSE(checks::from_base64("A=GE"));
    CHECK_FALSE(checks::from_base64("AGE"));
    CHECK_FALSE(checks::from_base64("A==="));
  }

  TEST_CASE("an absent document is a fact; a cut answer and a big document are errors") {
    CHECK(facts_here("artifact", {{"path", "/no/such"}}) == Value{{"exists", false}});
    const Value path{{"path", "/x"}};
    const auto whole = std::string{"exists=yes\nsize=6\ncontent=YSxiCjEsMgo=\nend=\n"};
    CHECK(message_of("artifact", path, answered(whole)) == "8 bytes of the document came, not 6");
    const auto right = std::string{"exists=yes\nsize=8\ncontent=YSxiCjEsMgo=\nend=\n"};
    CHECK(facts_of("artifact", path, answered(right))["type"] == "csv");
    for (std::size_t size = 0; size < right.size(); ++size) {
      CHECK_FALSE(find_check_type("artifact")->read(path, answered(right.substr(0, size))));
    }
    CHECK(message_of("artifact", path, answered("exists=yes\nsize=800000\ncontent=\nend=\n")) ==
          "the document has 800000 bytes; at most 700 KiB are read");
    CHECK(message_of("artifact", path, answered("exists=yes\nsize=1\ncontent=!\nend=\n")) ==
          "0 bytes of the document came, not 1");
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("artifact")->complaint;
    CHECK(complaint({{"path", "/x"}, {"products", {{"a", "b"}}}}) ==
          "products of 'a' is no list of two columns or more");
    CHECK(complaint({{"path", "/x"}, {"totals", {"a"}}}) ==
          "totals needs total_label: what stands in the first column of their row");
    CHECK(complaint({{"path", "/x"}, {"decimals", 9}}) == "decimals is 9, not between 0 and 6");
  }
}
