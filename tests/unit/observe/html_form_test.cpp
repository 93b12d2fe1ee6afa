#include "observe/clients/html_form.hpp"

#include <doctest/doctest.h>

using namespace labcheck::observe;

namespace {

/// The hidden fields of the form that has these fields; "none" alone where there is no such form.
FormFields hidden(std::string_view page, const std::vector<std::string>& names) {
  FormFields filled;
  for (const auto& name : names) {
    filled.emplace_back(name, "x");
  }
  FormFields found;
  return find_hidden_fields(page, filled, found) ? found : FormFields{{"none", ""}};
}

const FormFields none{{"none", ""}};

}  // namespace

TEST_SUITE("observe/clients/html_form") {
  TEST_CASE("the token of a login page is found, however it is written") {
    CHECK(hidden("<form method=post><input name=user><input type=\"hidden\" name='csrf' value=\"a&amp;b&#39;&#x4e2d;\">"
                 "<INPUT TYPE=Hidden NAME=next VALUE=/home><input name=pw type=password></form>",
                 {"user", "pw"}) == FormFields{{"csrf", "a&b'\xe4\xb8\xad"}, {"next", "/home"}});
    CHECK(hidden("<form><input name=user /><input type=hidden name=t></form>", {"user"}) == FormFields{{"t", ""}});
  }

  TEST_CASE("of several forms the one that has the fields is taken") {
    const auto* page =
        "<form><input name=q><input type=hidden name=t value=search></form>"
        "<form><textarea name=note></textarea><select name=kind></select><input type=hidden name=t value=2></form>";
    CHECK(hidden(page, {"note", "kind"}) == FormFields{{"t", "2"}});
    CHECK(hidden(page, {"q"}) == FormFields{{"t", "search"}});
    CHECK(hidden(page, {"q", "note"}) == none);
  }

  TEST_CASE("scripts, styles and comments hold no forms") {
    CHECK(hidden("<script>'<form><input name=user>'</script>", {"user"}) == none);
    CHECK(hidden("<!-- <form><input name=user></form> -->", {"user"}) == none);
    CHECK(hidden("<style><form></STYLE><form><input name=user>", {"user"}) == FormFields{});
  }

  TEST_CASE("a page that ends in the middle of anything comes to an end") {
    const std::string page =
        "<form a='b' c=\"d\"><input type=hidden name=t value='&#x41;'><!-- x --><script>y</script>";
    for (std::size_t size = 0; size <= page.size(); ++size) {
      CHECK(hidden(std::string_view{page}.substr(0, size), {"user"}) == none);
    }
    CHECK(hidden("<form =x ==y / >", {"user"}) == none);
    CHECK(hidden("", {"user"}) == none);
    CHECK(hidden("<form><input name=a><input type=hidden name=t value='&#xD800;&#0;&bogus;&'></form>", {"a"}) ==
          FormFields{{"t", "&#xD800;&#0;&bogus;&"}});
  }

  TEST_CASE("a page made of nothing but beginnings is read once") {
    std::string page;
    while (page.size() < 1'000'000) {
      page += "<script></script><form><";
    }
    CHECK(hidden(page, {"user"}) == none);
  }

  TEST_CASE("a form is spelt as browsers spell it") {
    CHECK(encode_form({{"user name", "a&b=c"}, {"pw", "\xc3\xa9+*-._~"}}) == "user+name=a%26b%3Dc&pw=%C3%A9%2B*-._%7E");
    CHECK(encode_form({}).empty());
  }

  TEST_CASE("text that looks like fields, and fields that are switched off, are none") {
    CHECK(hidden("<form><textarea name=a><input type=hidden name=t value=1></textarea><title><input type=hidden name=u>"
                 "</title><input type=hidden name=v value=2 disabled></form>",
                 {"a"}) == FormFields{});
  }

  TEST_CASE("a form without end is none") {
    std::string page = "<form><input name=user>";
    for (int field = 0; field < 201; ++field) {
      page += "<input type=hidden name=t value=x>";
    }
    CHECK(hidden(page, {"user"}) == none);
    CHECK(hidden(page + "</form><form><input name=user></form>", {"user"}) == FormFields{});
  }

  TEST_CASE("files and fields are parts; a name can't end its own head") {
    const labcheck::Value files{
        {{"field", "f"}, {"name", "a\"\r\nX: y"}, {"type", "text/plain"}, {"content", "\r\n--"}}};
    CHECK(encode_multipart({{"note", "1"}}, files, "B") ==
          "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n1\r\n"
          "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a%22%0D%0AX: y\"\r\n"
          "Content-Type: text/plain\r\n\r\n\r\n--\r\n--B--\r\n");
  }
}
