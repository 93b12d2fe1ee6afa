#include "judge/json_path.hpp"

#include <doctest/doctest.h>

#include "judge/iregexp.hpp"

using labcheck::Value;
using labcheck::judge::is_singular;
using labcheck::judge::select_json;

namespace {

struct Case {
  const char* path;
  const char* root;
  const char* selected;  ///< a JSON list
};

void check_all(const std::vector<Case>& cases) {
  for (const auto& one : cases) {
    CAPTURE(one.path);
    const auto found = select_json(one.path, Value::parse(one.root));
    const auto words = found ? std::string{} : found.error().message;
    CAPTURE(words);
    REQUIRE(found.has_value());
    CHECK(Value(*found).dump() == Value::parse(one.selected).dump());
  }
}

void check_refused(const std::vector<const char*>& paths) {
  for (const auto* path : paths) {
    CAPTURE(path);
    CHECK_FALSE(select_json(path, Value::parse("{}")).has_value());
    CHECK_FALSE(is_singular(path).has_value());
  }
}

Value nested(int levels) {
  Value value = Value::array();
  for (int level = 1; level < levels; ++level) {
    Value outer = Value::array();
    outer.push_back(std::move(value));
    value = std::move(outer);
  }
  return value;
}

}  // namespace

TEST_SUITE("judge/json_path") {
  TEST_CASE("names, indices and wildcards select children") {
    check_all({{"$", "1", "[1]"},
               {"$.a", R"({"a":1,"b":2})", "[1]"},
               {"$.a", "[1]", "[]"},
               {"$.a", R"({"a":null})", "[null]"},
               {"$['a']", R"({"a":1})", "[1]"},
               {"$[\"a\"]", R"({"a":1})", "[1]"},
               {"$['a','b','a']", R"({"a":1,"b":2})", "[1,2,1]"},
               {"$[ 'a' , 'b' ]", R"({"a":1,"b":2})", "[1,2]"},
               {"$ .a [0]", R"({"a":[7]})", "[7]"},
               {"$.a\n.b", R"({"a":{"b":3}})", "[3]"},
               {"$.中文", R"({"中文":1})", "[1]"},
               {"$._a1", R"({"_a1":1})", "[1]"},
               {"$['']", R"({"":1})", "[1]"},
               {"$['\\u4e2d']", R"({"中":1})", "[1]"},
               {"$['\\uD83D\\uDE00']", R"({"😀":1})", "[1]"},
               {"$['\\'']", R"({"'":1})", "[1]"},
               {"$[\"\\\"\"]", R"({"\"":1})", "[1]"},
               {"$['\\n\\t\\\\\\/']", R"({"\n\t\\/":1})", "[1]"},
               {"$['$.a']", R"({"$.a":1})", "[1]"},
               {"$[0]", "[1,2]", "[1]"},
               {"$[-1]", "[1,2]", "[2]"},
               {"$[-3]", "[1,2]", "[]"},
               {"$[2]", "[1,2]", "[]"},
               {"$[0]", R"({"0":1})", "[]"},
               {"$[0,0]", "[1]", "[1,1]"},
               {"$[*]", "[1,[2],{}]", "[1,[2],{}]"},
               {"$.*", R"({"a":1,"b":[2]})", "[1,[2]]"},
               {"$.*", "3", "[]"},
               {"$[*].a", R"([{"a":1},{"b":2},{"a":3}])", "[1,3]"},
               {"$[*, 0]", "[1,2]", "[1,2,1]"}});
  }

  TEST_CASE("slices count from both ends and step both ways") {
    check_all({{"$[1:3]", "[0,1,2,3]", "[1,2]"},
               {"$[1:]", "[0,1,2]", "[1,2]"},
               {"$[:2]", "[0,1,2]", "[0,1]"},
               {"$[:]", "[0,1,2]", "[0,1,2]"},
               {"$[::]", "[0,1,2]", "[0,1,2]"},
               {"$[::2]", "[0,1,2,3,4]", "[0,2,4]"},
               {"$[::-1]", "[0,1,2]", "[2,1,0]"},
               {"$[3:0:-1]", "[0,1,2,3]", "[3,2,1]"},
               {"$[-2:]", "[0,1,2]", "[1,2]"},
               {"$[:-1]", "[0,1,2]", "[0,1]"},
               {"$[0:2:0]", "[0,1,2]", "[]"},
               {"$[5:1]", "[0,1,2]", "[]"},
               {"$[-9:9]", "[0,1,2]", "[0,1,2]"},
               {"$[9::-2]", "[0,1,2]", "[2,0]"},
               {"$[:-9:-1]", "[0,1,2]", "[2,1,0]"},
               {"$[0:9007199254740991:9007199254740991]", "[0,1]", "[0]"},
               {"$[ 1 : 3 : 1 ]", "[0,1,2,3]", "[1,2]"},
               {"$[1:2,0]", "[0,1,2]", "[1,0]"},
               {"$[:1]", R"({"a":1})", "[]"}});
  }

  TEST_CASE("descendants come node by node, outer ones first") {
    check_all({{"$..a", R"({"a":{"a":1}})", R"([{"a":1},1])"},
               {"$..[0]", "[[1],[2]]", "[[1],1,2]"},
               {"$..*", "[[1],2]", "[[1],2,1]"},
               {"$..['a','b']", R"([{"a":1,"b":2}])", "[1,2]"},
               {"$.x..a", R"({"a":1,"x":[{"a":2}]})", "[2]"},
               {"$..a..b", R"({"a":{"a":{"b":1}}})", "[1,1]"},
               {"$..a", "1", "[]"}});
  }

  TEST_CASE("filters test existence and compare") {
    check_all({{"$[?@.a]", R"([{"a":null},{"b":1}])", R"([{"a":null}])"},
               {"$[?!@.a]", R"([{"a":1},{"b":1}])", R"([{"b":1}])"},
               {"$[?@.a==1]", R"([{"a":1.0},{"a":"1"},{}])", R"([{"a":1.0}])"},
               {"$[?@.a!=1]", R"([{"a":1},{"a":2},{}])", R"([{"a":2},{}])"},
               {"$[?@.a==@.b]", R"([{},{"a":1},{"a":1,"b":1}])", R"([{},{"a":1,"b":1}])"},
               {"$[?@.a<=@.b]", R"([{},{"a":1}])", "[{}]"},
               {"$[?@<3]", "[1,3,\"1\",null,true]", "[1]"},
               {"$[?@>=2]", "[1,2,3]", "[2,3]"},
               {"$[?@>'b']", R"(["a","b","c","中"])", R"(["c","中"])"},
               {"$[?@<=true]", "[true,false]", "[true]"},
               {"$[?@==null]", "[null,0,false]", "[null]"},
               {"$[?@==$[0]]", "[[1],[1],{}]", "[[1],[1]]"},
               {"$[?@.a=='x' && @.b]", R"([{"a":"x","b":0},{"a":"x"}])", R"([{"a":"x","b":0}])"},
               {"$[?@.a || @.b && @.c]", R"([{"a":1},{"b":1},{"b":1,"c":1}])", R"([{"a":1},{"b":1,"c":1}])"},
               {"$[?(@.a || @.b) && @.c]", R"([{"a":1},{"a":1,"c":1}])", R"([{"a":1,"c":1}])"},
               {"$[?!(@.a==1)]", R"([{"a":1},{"a":2}])", R"([{"a":2}])"},
               {"$[?@[?@>1]]", "[[1],[2]]", "[[2]]"},
               {"$[?@.*]", R"([{},{"a":1},1])", R"([{"a":1}])"},
               {"$[?$.on]", R"({"on":1,"b":2})", "[2,1]"},
               {"$.a[?@.b=='c']", R"({"a":{"x":{"b":"c"}}})", R"([{"b":"c"}])"},
               {"$[?@==-0]", "[0,1]", "[0]"},
               {"$[?@==1e2]", "[100,1]", "[100]"},
               {"$[?@.a==\"it's\"]", R"([{"a":"it's"}])", R"([{"a":"it's"}])"},
               {"$[?1==1]", "[5]", "[5]"},
               {"$[?@['a']==1]", R"([{"a":1}])", R"([{"a":1}])"},
               {"$[?@==18446744073709551615]", "[-1]", "[]"},
               {"$[? @.a , ?@.b]", R"([{"a":1},{"b":1}])", R"([{"a":1},{"b":1}])"}});
  }

  TEST_CASE("functions take and give what RFC 9535 says") {
    check_all({{"$[?length(@)==2]", R"(["中文","ab","a",[1,2],{"a":1},22])", R"(["中文","ab",[1,2]])"},
               {"$[?length(@.a)>=1]", R"([{"a":[1]},{"a":""},{}])", R"([{"a":[1]}])"},
               {"$[?length('abc')==3]", "[1]", "[1]"},
               {"$[?count(@.*)==2]", R"([[1,2],[1]])", "[[1,2]]"},
               {"$[?count(@..*)>2]", "[[[1],2],[1]]", "[[[1],2]]"},
               {"$[?count($.a)==0]", R"({"b":1})", "[1]"},
               {"$[?match(@,'a.c')]", R"(["abc","abcd","a\nc"])", R"(["abc"])"},
               {"$[?match(@,'a|b')]", R"(["a","b","ab"])", R"(["a","b"])"},
               {"$[?search(@,'b+')]", R"(["abbc","ac",1])", R"(["abbc"])"},
               {"$[?!match(@,'a')]", R"(["a","b"])", R"(["b"])"},
               {"$[?search(@.t,@.p)]", R"([{"t":"abc","p":"b"},{"t":"abc","p":"("},{"t":"abc"}])",
                R"([{"t":"abc","p":"b"}])"},
               {"$[?match(@, 1)]", R"(["1"])", "[]"},
               {"$[?value(@..a)==1]", R"([{"a":1},{"a":1,"b":{"a":1}}])", R"([{"a":1}])"},
               {"$[?length(value(@.a))==1]", R"([{"a":"x"}])", R"([{"a":"x"}])"},
               {"$[?length( @ ) == 1 ]", R"(["a"])", R"(["a"])"},
               {"$[?count(@[?@>1])==1]", "[[1,2]]", "[[1,2]]"}});
  }

  TEST_CASE("what the grammar doesn't know is refused") {
    check_refused({"",
                   "a",
                   "@",
                   "$.",
                   "$..",
                   "$...a",
                   "$.[0]",
                   "$. a",
                   "$.a ",
                   " $.a",
                   "$.1a",
                   "$.-a",
                   "$.a-b",
                   "$a",
                   "$[",
                   "$[]",
                   "$[0",
                   "$[0,]",
                   "$[,0]",
                   "$[a]",
                   "$['a]",
                   "$['a\"]",
                   "$[\"\\'\"]",
                   "$['\\\"']",
                   "$['\\x']",
                   "$['\\u12']",
                   "$['\\uD800']",
                   "$['\\uDC00']",
                   "$['\\uD800\\u0041']",
                   "$['\n']",
                   "$[01]",
                   "$[-0]",
                   "$[+1]",
                   "$[1.0]",
                   "$[1e2]",
                   "$[9007199254740992]",
                   "$[1:2:3:4]",
                   "$[0:01]",
                   "$.*a",
                   "$..",
                   "$..[",
                   "$[**]",
                   "$['a'.b]",
                   "$\xff",
                   "$['\xff']"});
  }

  TEST_CASE("filters that are no filters or ill-typed are refused") {
    check_refused({"$[?]",
                   "$[?@.a==]",
                   "$[?==1]",
                   "$[?1]",
                   "$[?'a']",
                   "$[?true]",
                   "$[?@.a=1]",
                   "$[?@.a===1]",
                   "$[?@.a<>1]",
                   "$[?@.a==1 and @.b]",
                   "$[?@.a &&]",
                   "$[?|| @.a]",
                   "$[?(@.a]",
                   "$[?@.a)]",
                   "$[?!@.a==1]",
                   "$[?!1]",
                   "$[?@.*==1]",
                   "$[?@..a==1]",
                   "$[?@[0:1]==1]",
                   "$[?@['a','b']==1]",
                   "$[?(@.a)==1]",
                   "$[?@.a==(1)]",
                   "$[?length(@)]",
                   "$[?count(@.*)]",
                   "$[?value(@.a)]",
                   "$[?length(@.*)==1]",
                   "$[?length()==1]",
                   "$[?length(@,@)==1]",
                   "$[?count(1)==1]",
                   "$[?count('a')==1]",
                   "$[?match(@)]",
                   "$[?match(@,'a')==true]",
                   "$[?match(@.*,'a')]",
                   "$[?size(@)==1]",
                   "$[?length (@)==1]",
                   "$[?Length(@)==1]",
                   "$[?@.a==True]",
                   "$[?@.a==nil]",
                   "$[?@.a==01]",
                   "$[?@.a==1.]",
                   "$[?@.a==.1]",
                   "$[?@.a==1e]",
                   "$[?@.a==[1]]",
                   "$[?@.a=={}]",
                   "$[?count(@.a==1)==1]",
                   "$[?length(match(@,'a'))==1]",
                   "$[?match(@,'(')]",
                   "$[?match(@,'\\\\d')]",
                   "$[?@.a == 1e999]"});
  }

  TEST_CASE("errors name the column and what was expected there") {
    const auto words = [](const char* path) { return select_json(path, Value::parse("{}")).error().message; };
    CHECK(words("$.a[") ==
          "JSON path '$.a[': expected a quoted name, an index, a slice, '*' or '?' at column 5, found its end");
    CHECK(words("a.b") == "JSON path 'a.b': expected '$' at column 1, found 'a'");
    CHECK(words("$.a b") == "JSON path '$.a b': expected '.', '[' or the end at column 4, found ' '");
    CHECK(words("$.a[?@.b='c']") == "JSON path '$.a[?@.b='c']': expected ',' or ']' at column 9, found '='");
    CHECK(words("$[?lenght(@)>1]") ==
          "JSON path '$[?lenght(@)>1]': expected one of length, count, match, search, value (did you mean 'length'?) "
          "at column 4, found 'l'");
    CHECK(words("$[?@.*==1]") == "JSON path '$[?@.*==1]': expected a path to at most one value at column 4, found '@'");
    CHECK(words("$中[") == "JSON path '$中[': expected '.', '[' or the end at column 2, found '中'");
  }

  TEST_CASE("singular paths are those of names and indices only") {
    for (const auto* path : {"$", "$.a", "$['a'][0]", "$[-1]", "$.a.b.c"}) {
      CHECK(is_singular(path).value());
    }
    for (const auto* path : {"$.*", "$..a", "$[0:1]", "$['a','b']", "$[?@.a]", "$[0,0]"}) {
      CHECK_FALSE(is_singular(path).value());
    }
  }

  TEST_CASE("I-Regexps are no more than RFC 9485 knows") {
    const auto matches = [](const char* pattern, const char* text) {
      const auto compiled = labcheck::judge::compile_iregexp(pattern, true);
      return compiled && RE2::PartialMatch(text, *compiled);
    };
    CHECK(matches("[a-c]{2,3}", "abc"));
    CHECK_FALSE(matches("[a-c]{2,3}", "abca"));
    CHECK(matches("a^b$", "a^b$"));
    CHECK(matches("\\p{Lu}\\P{Lu}", "Ab"));
    CHECK(matches("[^a\\]]", "b"));
    CHECK(matches("中+", "中中"));
    CHECK(matches("(a|b)*c", "abc"));
    CHECK(matches("\\.\\$", ".$"));
    CHECK_FALSE(matches(".", "\r"));
    for (const auto* bad :
         {"(",     ")",   "a)",    "(a",  "a**",      "a+?", "[",  "[]",   "[[:alpha:]]", "\\d", "\\b",
          "(?i)a", "{2}", "a{,2}", "a{2", "a{1,2,3}", "*",   "\\", "\\p{", "\\p{Foo}",    "]",   "}"}) {
      CAPTURE(bad);
      CHECK_FALSE(labcheck::judge::compile_iregexp(bad, true));
    }
  }

  TEST_CASE("hostile documents end in an error within bounds") {
    CHECK(select_json("$..*", nested(10'000)).error().message == "the JSON is nested more than 500 levels deep");
    CHECK(select_json("$..[0]", nested(500)).value().size() == 499);
    Value wide = Value::array();
    for (int at = 0; at <= 100'000; ++at) {
      wide.push_back(at);
    }
    CHECK(select_json("$[*]", wide).error().message == "the JSON path selects more than 100000 values");
    CHECK(select_json("$[?count($[?@>1])==0]", wide).error().message.find("the JSON path visits more than") == 0);
    CHECK(select_json("$[1:]", wide).has_value());
    Value heavy = Value::array();
    for (int at = 0; at < 50'000; ++at) {
      heavy.push_back(1);
    }
    for (int level = 0; level < 400; ++level) {
      Value outer = Value::array();
      outer.push_back(std::move(heavy));
      heavy = std::move(outer);
    }
    CHECK(select_json("$..[0]", heavy).error().message ==
          "the JSON path selects more than 1000000 values and what is in them");
  }

  TEST_CASE("paths nested beyond reason are refused") {
    const std::string many(10'000, '(');
    CHECK_FALSE(select_json("$[?" + many, Value::parse("{}")).has_value());
    std::string filters = "$";
    std::string calls = "$[?";
    for (int at = 0; at < 10'000; ++at) {
      filters += "[?@";
      calls += "length(";
    }
    CHECK_FALSE(select_json(filters, Value::parse("{}")).has_value());
    CHECK_FALSE(select_json(calls, Value::parse("{}")).has_value());
  }
}
