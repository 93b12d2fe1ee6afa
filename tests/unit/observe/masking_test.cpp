#include "observe/masking.hpp"

#include <doctest/doctest.h>

#include "observe/log.hpp"

using namespace labcheck;
using observe::Masker;

TEST_SUITE("observe/masking") {
  TEST_CASE("secrets of fewer than four characters are refused") {
    Masker masker;
    CHECK_FALSE(masker.add(Secret{""}));
    CHECK_FALSE(masker.add(Secret{"abc"}));
    CHECK(masker.add(Secret{"abcd"}));
    CHECK(masker.mask("abc abcd") == "abc [secret]");
  }

  TEST_CASE("a secret is masked as it is and in every usual spelling") {
    Masker masker;
    masker.add(Secret{"p\"w d/é'1"});
    CHECK(masker.mask("x p\"w d/é'1 y") == "x [secret] y");
    CHECK(masker.mask(R"({"a":"p\"w d/é'1"})") == R"({"a":"[secret]"})");
    CHECK(masker.mask(R"(p\"w d/\u00e9'1)") == "[secret]");
    CHECK(masker.mask("u=p%22w%20d%2F%C3%A9%271&b") == "u=[secret]&b");
    CHECK(masker.mask("u=p%22w+d%2f%c3%a9%271&b") == "u=[secret]&b");
    CHECK(masker.mask("'p\"w d/é'\\''1'") == "'[secret]'");
    CHECK(masker.mask("cCJ3IGQvw6knMQ==") == "[secret]");  // as `${base64:…}` is judged
    CHECK(masker.mask("cCJ3IGQvw6knMQ==x") == "[secret]x");
    CHECK(masker.mask("cCJ3IGQvw6knMQ") == "[secret]");
  }

  TEST_CASE("base64 of a longer text gives no secret away, wherever the secret stands in it") {
    Masker masker;
    masker.add(Secret{"correct horse battery"});
    for (const auto* text : {"dXNlcjpjb3JyZWN0IGhvcnNlIGJhdHRlcnk=",         // user:…
                             "cm9vdDE6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5",         // root1:…
                             "YWRtaW4xOmNvcnJlY3QgaG9yc2UgYmF0dGVyeQ=="}) {  // admin1:…
      const auto masked = masker.mask(text);
      CHECK(masked.find("[secret]") != std::string::npos);
      CHECK(masked.size() < 24);
    }
  }

  TEST_CASE("the longest of overlapping secrets wins, and a mask is never masked again") {
    Masker masker;
    masker.add(Secret{"secret"});
    masker.add(Secret{"secret-and-more"});
    CHECK(masker.mask("secret-and-more, secret") == "[secret], [secret]");
  }

  TEST_CASE("structured replies are masked in values and in keys") {
    Masker masker;
    masker.add(Secret{"hunter22"});
    Value value = {{"hunter22", {1, "x hunter22", Value::array({"hunter22"})}}, {"n", 8080}};
    masker.mask(value);
    CHECK(dump(value) == R"({"[secret]":[1,"x [secret]",["[secret]"]],"n":8080})");
  }

  TEST_CASE("a secret of digits hides numbers only when it is long") {
    Masker masker;
    masker.add(Secret{"8080"});
    masker.add(Secret{"12345678"});
    Value value = {8080, 12345678, "8080"};
    masker.mask(value);
    CHECK(dump(value) == R"([8080,"[secret]","[secret]"])");
  }

  TEST_CASE("every text of an answer is masked") {
    Masker masker;
    masker.add(Secret{"hunter22"});
    Answer answer;
    answer.out = "o hunter22";
    answer.err = "e hunter22";
    answer.message = "m hunter22";
    answer.reply = Value{{"r", "hunter22"}};
    masker.mask(answer);
    CHECK(answer.out == "o [secret]");
    CHECK(answer.err == "e [secret]");
    CHECK(answer.message == "m [secret]");
    CHECK(answer.reply["r"] == "[secret]");
  }

  TEST_CASE("control characters of a host can't drive a terminal") {
    CHECK(observe::printable("a\x1b[31mb\r\n\x7f\xc2\x9b"
                             "31m 张") == "a\\x1b[31mb\\x0d\\x0a\\x7f\\x9b31m 张");
    CHECK(observe::printable("bad \xff byte") == "bad \xEF\xBF\xBD byte");
  }
}
