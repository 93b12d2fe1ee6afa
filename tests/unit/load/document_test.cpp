#include "load/document.hpp"

#include <doctest/doctest.h>

namespace {

using labcheck::Node;

struct Parsed {
  Node node{};
  std::vector<std::string> messages{};
};

Parsed parse(const std::string& text) {
  labcheck::Diagnostics diagnostics;
  Parsed parsed{.node = labcheck::load::parse_document("a.yaml", text, diagnostics)};
  for (const auto& diagnostic : diagnostics) {
    parsed.messages.push_back(to_string(diagnostic));
  }
  return parsed;
}

std::string only_message(const std::string& text) {
  const auto parsed = parse(text);
  return parsed.messages.size() == 1 ? parsed.messages[0] : fmt::format("{} messages", parsed.messages.size());
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int time = 0; time < times; ++time) {
    all += text;
  }
  return all;
}

}  // namespace

TEST_SUITE("load/document") {
  TEST_CASE("scalars keep their text, whether they are quoted, and where they stand") {
    const auto [node, messages] = parse("a: 1.10\nb:\n  - '000'\n  - \"x\"\n");
    REQUIRE(messages.empty());
    CHECK(node.find("a")->text == "1.10");
    CHECK_FALSE(node.find("a")->quoted);
    CHECK(to_string(node.find("a")->place) == "a.yaml:1:4");
    REQUIRE(node.find("b")->items.size() == 2);
    CHECK(node.find("b")->items[0].quoted);
    CHECK(to_string(node.find("b")->items[1].place) == "a.yaml:4:5");
    CHECK(to_string(node.entries[1].key_place) == "a.yaml:2:1");
  }

  TEST_CASE("columns count characters, not bytes, and a byte order mark counts nothing") {
    const auto [node, messages] = parse("\xEF\xBB\xBF中文: 值\r\n标题: {zh: 一, en: b}\r\n");
    REQUIRE(messages.empty());
    CHECK(to_string(node.find("中文")->place) == "a.yaml:1:5");
    CHECK(to_string(node.find("标题")->find("en")->place) == "a.yaml:2:17");
  }

  TEST_CASE("a missing value stands where its key does, not where the next token is") {
    const auto [node, messages] = parse("a:\n\n\nb: ~\nc: null\nd: ''\n");
    REQUIRE(messages.empty());
    CHECK(node.find("a")->is_null());
    CHECK(to_string(node.find("a")->place) == "a.yaml:1:1");
    CHECK(node.find("b")->is_null());
    CHECK(node.find("c")->is_null());
    CHECK(node.find("d")->is_scalar());
  }

  TEST_CASE("a literal block keeps its tabs and its text") {
    const auto [node, messages] = parse("run: |\n  cat <<-END\n  \tx # no comment\n  END\n");
    REQUIRE(messages.empty());
    CHECK(node.find("run")->text == "cat <<-END\n\tx # no comment\nEND\n");
    CHECK(node.find("run")->quoted);
  }

  TEST_CASE("a duplicate key is reported where the second one stands, and the first stays") {
    const auto [node, messages] = parse("a: 1\nb: {x: 1, x: 2}\na: 2\n");
    CHECK(messages == std::vector<std::string>{"a.yaml:2:11: duplicate key 'x'", "a.yaml:3:1: duplicate key 'a'"});
    CHECK(node.find("a")->text == "1");
    CHECK(node.entries.size() == 2);
  }

  TEST_CASE("an alias is written out and stands where it is used") {
    const auto [node, messages] = parse("a: &x {k: [1]}\nb: *x\n");
    REQUIRE(messages.empty());
    CHECK(to_string(node.find("b")->place) == "a.yaml:2:4");
    CHECK(node.find("b")->find("k")->items[0].text == "1");
    CHECK(to_string(node.find("b")->find("k")->place) == "a.yaml:1:11");
  }

  TEST_CASE("aliases that lead to themselves or nowhere are errors") {
    CHECK(only_message("a: &x [1, *x]\n") ==
          "a.yaml:1:11: cyclic alias: it stands inside the very node that it refers to");
    CHECK(only_message("a: *nope\n") == "a.yaml:1:4: no valid YAML: the referenced anchor is not defined");
  }

  TEST_CASE("aliases can't blow a small file up") {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 10; ++level) {
      const auto inner = fmt::format("*a{}", level - 1);
      text += fmt::format("a{}: &a{} [{}]\n", level, level, repeated(inner + ", ", 8) + inner);
    }
    const auto parsed = parse(text);
    REQUIRE(parsed.messages.size() == 1);
    CHECK(parsed.messages[0].ends_with("aliases make the document too big"));
    CHECK(parsed.node.is_null());

    const auto big = "a: &x \"" + std::string(1'000'000, 'x') + "\"\nb: [*x, *x, *x, *x, *x]\n";
    CHECK(only_message(big) == "a.yaml:2:21: aliases make the document too big");
  }

  TEST_CASE("levels that aliases add count too") {
    std::string text = "a0: &a0 [1]\n";
    for (int level = 1; level < 70; ++level) {
      text += fmt::format("a{}: &a{} [*a{}]\n", level, level, level - 1);
    }
    CHECK(only_message(text) == "a.yaml:63:12: nested over 64 levels deep");
  }

  TEST_CASE("64 levels are taken and 65 are not, nor ten thousand") {
    CHECK(parse(repeated("[", 64) + repeated("]", 64)).messages.empty());
    CHECK(only_message(repeated("[", 65) + repeated("]", 65)) == "a.yaml:1:65: nested over 64 levels deep");
    CHECK(only_message(repeated("[", 10'000)).starts_with("a.yaml:1:1: "));
    CHECK(only_message(repeated("{a: ", 10'000)).starts_with("a.yaml:1:1: "));
    CHECK(only_message("a:\n" + repeated(" [\n", 100) + repeated(" ]\n", 100)) ==
          "a.yaml:65:2: nested over 64 levels deep");
    CHECK(only_message(repeated("- ", 10'000) + "x") == "a.yaml:1:129: nested over 64 levels deep");
  }

  TEST_CASE("over 4 MiB is refused before it is parsed") {
    CHECK(only_message(std::string(5 * 1024 * 1024, '[')) == "a.yaml: the file is over 4 MiB");
  }

  TEST_CASE("a big file with very many keys is read in reasonable time") {
    std::string text;
    for (int line = 0; line < 100'000; ++line) {
      text += fmt::format("key{}: {}\n", line, line);
    }
    CHECK(parse(text).node.entries.size() == 100'000);
  }

  TEST_CASE("what stands neither in the list nor in the map before it is no second document") {
    CHECK(only_message("- 1\na: 2\n") == "a.yaml:2:1: no valid YAML: the document ends before this");
    CHECK(only_message("{a: 1} b\n") == "a.yaml:1:8: no valid YAML: the document ends before this");
  }

  TEST_CASE("more than one document is an error at the second") {
    CHECK(only_message("a: 1\n---\nb: 2\n") == "a.yaml:2:1: more than one document in the file");
    CHECK(only_message("a: 1\n---\n") == "a.yaml:2:1: more than one document in the file");
    CHECK(parse("---\na: 1\n...\n").messages.empty());
  }

  TEST_CASE("an unquoted reference inside braces or brackets gets words") {
    CHECK(only_message("on: lb\nport: {number: ${port}}\n") ==
          "a.yaml:2:16: quote \"${…}\" inside {…} and […], where a bare '{' begins a map");
    CHECK(only_message("a: [${x}]\n") ==
          "a.yaml:1:5: quote \"${…}\" inside {…} and […], where a bare '{' begins a map");
    CHECK(parse("a: ${port}\nb: {c: \"${port}\"}\n").messages.empty());
  }

  TEST_CASE("an unquoted host with an index inside braces gets words") {
    CHECK(only_message("a:\n  - {on: web[0], port: 80}\n") ==
          "a.yaml:2:10: quote \"web[0]\" inside {…} and […], where a bare '[' begins a list");
    CHECK(parse("a:\n  on: web[0]\nb: {on: 'web[0]', c: [1]}\n").messages.empty());
  }

  TEST_CASE("full-width punctuation gets words, even where it parses") {
    CHECK(only_message("title: {zh：你好}\n") == "a.yaml:1:9: full-width '：' (write ':') in 'zh：你好'");
    CHECK(only_message("title: {en: a，zh: b}\n") == "a.yaml:1:14: full-width '，' (write ',')");
    CHECK(only_message("id: x\nzh：你好\nb: 2\n") == "a.yaml:2:3: full-width '：' (write ':')");
    CHECK(parse("zh: 你好：世界，再见\n").messages.empty());
    CHECK(parse("\"a：\":\n").messages.empty());
  }

  TEST_CASE("a tab in the indentation gets words") {
    CHECK(only_message("a:\n\tb: 1\n") == "a.yaml:2:1: tab in the indentation (indent with spaces)");
    CHECK(only_message("a:\n  b: 1\n\tc: 2\n") == "a.yaml:3:1: tab in the indentation (indent with spaces)");
    CHECK(only_message("- a\n-\tb: 1\n") == "a.yaml:2:2: tab in the indentation (indent with spaces)");
    CHECK(parse("a: 1\t# a tab behind a value harms nobody\n").messages.empty());
  }

  TEST_CASE("other broken YAML is told plainly") {
    CHECK(only_message("a: b: c\n") ==
          "a.yaml:1:5: no valid YAML: unexpected ':' (wrong indentation, or a text that needs quotes)");
    CHECK(only_message("a: \"x") == "a.yaml:1:6: no valid YAML: a quote is opened and never closed");
    CHECK(only_message("a: \"x\nb: 1\n") == "a.yaml:1:4: no valid YAML: a quote is opened and never closed");
    CHECK(only_message("a: &k 'it''s\n") == "a.yaml:1:4: no valid YAML: a quote is opened and never closed");
    CHECK(parse("a: &k 'it''s'\nb: \"\\\"\"\n").messages.empty());
    // The parser's own place lay behind the end of the file (found by fuzzing).
    CHECK(only_message("a: \"\\") == "a.yaml:1:6: no valid YAML: an escape is cut off by the end of the file");
    CHECK(only_message("a: @x\n") == "a.yaml:1:4: no valid YAML: a text can't begin with this character (quote it)");
  }

  TEST_CASE("tags, merge keys and keys that are no texts are errors") {
    CHECK(only_message("a: !!int 5\n") == "a.yaml:1:4: tag 'tag:yaml.org,2002:int' is not supported");
    CHECK(only_message("a: &x {b: 1}\nc: {<<: *x}\n") ==
          "a.yaml:2:5: merge keys ('<<') are not supported (write the lines out)");
    CHECK(only_message("? [a]\n: b\n") == "a.yaml:1:3: a key must be a text, found a map or list (quote \"${…}\")");
    CHECK(only_message("~: b\n") == "a.yaml:1:1: a key must be a text");
  }

  TEST_CASE("bytes that are no UTF-8 text are refused where they stand") {
    CHECK(only_message("a: 1\nb: \xC3\x28\n") == "a.yaml:2:4: invalid UTF-8 (save the file as UTF-8)");
    CHECK(only_message(std::string("a\0:\0 \0", 6)) == "a.yaml:1:2: control character 0x00 (is the file UTF-8 text?)");
  }

  TEST_CASE("an empty file is a null node without an error") {
    CHECK(parse("").messages.empty());
    CHECK(parse("# nothing\n").node.is_null());
    CHECK(to_string(parse("").node.place) == "a.yaml:1:1");
  }
}
