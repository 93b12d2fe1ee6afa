#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "host.hpp"

using namespace labcheck;
using namespace labcheck::checks::test;

namespace {

/// The facts of a file with this text, read here by the real script.
Value config_of(std::string_view format, std::string_view text, Value parameters = Value::object()) {
  const TemporaryDirectory folder;
  const auto path = folder.path() + "/file.conf";
  std::ofstream{path, std::ios::binary} << text;
  parameters["path"] = path;
  parameters["format"] = format;
  return facts_here("config", parameters);
}

Value keyed(std::string_view format, std::string_view text, std::string_view section, std::string_view key) {
  Value parameters{{"key", key}};
  if (!section.empty()) {
    parameters["section"] = section;
  }
  return config_of(format, text, parameters);
}

std::string sent(const std::string& path, const std::string& text) {
  return "file=" + in_hex(path) + "\ncontent=" + in_hex(text + ".") + "\n";
}

constexpr std::string_view oslo =
    "[DEFAULT]\n# vif_plugging_is_fatal = true\nvif_plugging_is_fatal=true\nmy_ip = 10.0.0.1\n"
    "vif_plugging_is_fatal   =  false\n[database]\nconnection = mysql+pymysql://nova:pw@db/nova?a=b#c\n";

}  // namespace

TEST_SUITE("checks/config") {
  TEST_CASE("ini: the last value counts, sections are apart, spacing and comments don't matter") {
    const auto facts = keyed("ini", oslo, "DEFAULT", "vif_plugging_is_fatal");
    CHECK(facts["exists"] == true);
    CHECK(facts["valid"] == true);
    CHECK(facts["set"] == true);
    CHECK(facts["value"] == "false");
    CHECK(facts["values"] == Value{"true", "false"});
    CHECK(facts["json"]["database"]["connection"] == "mysql+pymysql://nova:pw@db/nova?a=b#c");
    CHECK(keyed("ini", oslo, "database", "my_ip")["set"] == false);
    CHECK_FALSE(keyed("ini", oslo, "database", "my_ip").contains("value"));
    CHECK(keyed("ini", oslo, "default", "my_ip")["set"] == false);
  }

  TEST_CASE("ini: what a program takes for a comment, and whose names have no case, is said by the scenario") {
    const Value php{{"section", "PHP"}, {"key", "memory_limit"}, {"comment", ";"}};
    CHECK(config_of("ini", "[PHP]\r\nmemory_limit = 256M ; megabytes\r\n", php)["value"] == "256M");
    CHECK(keyed("ini", "[PHP]\nmemory_limit = 256M ; x\n", "PHP", "memory_limit")["value"] == "256M ; x");
    const Value samba{{"section", "GLOBAL"}, {"key", "server string"}, {"ignore_case", true}};
    CHECK(config_of("ini", "[global]\n  Server String = \"files; here\"\n", samba)["value"] == "files; here");
  }

  TEST_CASE("ini: an indented line goes on with the value above it; one with a sign of its own is a key") {
    const auto facts = keyed("ini", "[a]\nlist =\n  one\n  two\n  key = 1\n", "a", "list");
    CHECK(facts["value"] == "\none\ntwo");
    CHECK(facts["json"]["a"]["key"] == "1");
  }

  TEST_CASE("a file that is no such file is a fact, with the line") {
    const auto facts = config_of("ini", "[a]\nx=1\n[b\ny=2\n");
    CHECK(facts["valid"] == false);
    CHECK(facts["problem"].get<std::string>().ends_with("/file.conf:3: '[b' is a section without its ']'"));
    CHECK_FALSE(facts.contains("json"));
    CHECK(config_of("ini", "= 1\n")["valid"] == false);
  }

  TEST_CASE("mysql: dashes and underscores are one, flags stand alone, comments follow values") {
    const auto* text = "[mysqld]\nskip-name-resolve\nlower-case-table-names = 1 # names\nbind_address='0.0.0.0'\n";
    CHECK(keyed("mysql", text, "mysqld", "lower_case_table_names")["number"] == 1);
    CHECK(keyed("mysql", text, "mysqld", "bind-address")["value"] == "0.0.0.0");
    CHECK(keyed("mysql", text, "mysqld", "skip_name_resolve")["set"] == true);
    CHECK(keyed("mysql", text, "mysqld", "skip_name_resolve")["value"] == "");
    CHECK(keyed("mysql", text, "client", "bind-address")["set"] == false);
  }

  TEST_CASE("mysql: directories that are included are read where they are included") {
    const TemporaryDirectory folder;
    std::filesystem::create_directory(folder.path() + "/conf.d");
    std::ofstream{folder.path() + "/my.cnf"}
        << "[mysqld]\nport=1\n  !includedir " + folder.path() + "/conf.d/\n[mysqld]\nuser=x\n";
    std::ofstream{folder.path() + "/conf.d/a.cnf"} << "[mysqld]\nport=2\nuser=y\n";
    std::ofstream{folder.path() + "/conf.d/b.cnf"} << "[mysqld]\nport=3\n";
    std::ofstream{folder.path() + "/conf.d/c.txt"} << "[mysqld]\nport=4\n";
    Value parameters{{"path", folder.path() + "/my.cnf"}, {"format", "mysql"}, {"section", "mysqld"}, {"key", "port"}};
    const auto facts = facts_here("config", parameters);
    CHECK(facts["values"] == Value{"1", "2", "3"});
    CHECK(facts["file"] == folder.path() + "/conf.d/b.cnf");
    CHECK(facts["files"].size() == 3);
    parameters["key"] = "user";
    CHECK(facts_here("config", parameters)["value"] == "x");
    std::ofstream{folder.path() + "/my.cnf"} << "!include /no/such.cnf\n";
    CHECK(facts_here("config", parameters)["valid"] == false);
  }

  TEST_CASE("git: sections with names, quotes, escapes, comments, flags and lines that go on") {
    const auto* text =
        "[User]\n\tName = \"Nina # M\" ; her\n[branch \"Main.x\"]\n\tremote = origin\n[core]\n\tbare\n"
        "\teditor = vi \\\n -n\n";
    CHECK(keyed("git", text, "user", "name")["value"] == "Nina # M");
    CHECK(keyed("git", text, "branch.Main.x", "remote")["value"] == "origin");
    CHECK(keyed("git", text, "branch.main.x", "remote")["set"] == false);
    CHECK(keyed("git", text, "core", "bare")["value"] == "true");
    CHECK(keyed("git", text, "core", "editor")["value"] == "vi -n");
    CHECK(config_of("git", "[a]\n\tb = \"open\n")["valid"] == false);
  }

  TEST_CASE("keyvalue: any of the usual signs between key and value") {
    const auto* text = "port 6379\nbind: 127.0.0.1\n# maxmemory 1gb\nmaxmemory = 2gb\nlisten :8080\nname 'a b'\n";
    CHECK(keyed("keyvalue", text, "", "port")["number"] == 6379);
    CHECK(keyed("keyvalue", text, "", "bind")["value"] == "127.0.0.1");
    CHECK(keyed("keyvalue", text, "", "maxmemory")["value"] == "2gb");
    CHECK(keyed("keyvalue", text, "", "listen")["value"] == ":8080");
    CHECK(keyed("keyvalue", text, "", "name")["value"] == "a b");
    const Value postgresql{{"key", "listen_addresses"}, {"comment", "#"}};
    CHECK(config_of("keyvalue", "listen_addresses = '*'\t# all # of them\n", postgresql)["value"] == "*");
  }

  TEST_CASE("shell: assignments as environment files have them, nothing is executed") {
    const auto* text = "export A=\"b $HOME\"'c'\n# B=1\nB=x\\ y # two\n";
    CHECK(keyed("shell", text, "", "A")["value"] == "b $HOMEc");
    CHECK(keyed("shell", text, "", "B")["value"] == "x y");
    CHECK(config_of("shell", "A=b c\n")["valid"] == false);
    CHECK(config_of("shell", "rm -rf /\n")["valid"] == false);
    CHECK(config_of("shell", "A=\"b\n")["valid"] == false);
  }

  TEST_CASE("properties: escapes, and lines that go on") {
    const auto* text = "! a remark\nlog.dirs = /a,\\\n   /b\nbroker.id:1\npath=c\\:\\\\d\n";
    CHECK(keyed("properties", text, "", "log.dirs")["value"] == "/a,/b");
    CHECK(keyed("properties", text, "", "broker.id")["number"] == 1);
    CHECK(keyed("properties", text, "", "path")["value"] == "c:\\d");
  }

  TEST_CASE("systemd: drop-ins in their order, an empty assignment takes back what was said") {
    const TemporaryDirectory folder;
    const auto path = folder.path() + "/x.conf";
    std::filesystem::create_directory(path + ".d");
    std::ofstream{path} << "[Service]\nExecStart=/a\nEnvironment=A=1\nRestart=no\n";
    std::ofstream{path + ".d/20-b.conf"}
        << "[Service]\nExecStart=\nExecStart=/b \\\n# between\n  --long\nRestart=always\n";
    std::ofstream{path + ".d/30-c.conf"} << "[Service]\nEnvironment=B=2\n[Unit]\nRestart=never\n";
    std::ofstream{path + ".d/40-d.txt"} << "[Service]\nRestart=on-failure\n";
    Value parameters{{"path", path}, {"format", "systemd"}, {"section", "Service"}, {"key", "ExecStart"}};
    const auto facts = facts_here("config", parameters);
    CHECK(facts["values"] == Value{"/b  --long"});
    CHECK(facts["json"]["Service"]["Environment"] == Value{"A=1", "B=2"});
    CHECK(facts["json"]["Service"]["Restart"] == Value{"no", "always"});
    CHECK(facts["files"].size() == 3);
    parameters["key"] = "Restart";
    CHECK(facts_here("config", parameters)["value"] == "always");
    CHECK(config_of("systemd", "Restart=always\n")["valid"] == false);
    CHECK(config_of("systemd", "[Service]\nRestart\n")["valid"] == false);
  }

  TEST_CASE("systemd: a unit of a real host with its drop-in, and one that is not there") {
    const Value unit{{"path", "ssh"}, {"format", "systemd"}, {"section", "Service"}, {"key", "Restart"}};
    const auto facts = facts_of("config", unit, recorded("debian-12/config-unit"));
    CHECK(facts["value"] == "always");
    CHECK(facts["values"] == Value{"on-failure", "always"});
    CHECK(facts["file"] == "/etc/systemd/system/ssh.service.d/override.conf");
    CHECK(facts["reload_needed"] == true);
    CHECK(facts_of("config", unit, recorded("debian-12/config-unit-missing")) == Value{{"exists", false}});
  }

  TEST_CASE("json: a path of keys, or the structure") {
    const auto* text = R"({"insecure-registries": ["reg:5000", "b"], "log": {"max.size": "10m", "n": 3}})";
    CHECK(keyed("json", text, "", "insecure-registries")["values"] == Value{"reg:5000", "b"});
    CHECK(keyed("json", text, "", "insecure-registries[0]")["value"] == "reg:5000");
    CHECK(keyed("json", text, "", "log.\"max.size\"")["value"] == "10m");
    CHECK(keyed("json", text, "", "log.n")["number"] == 3);
    CHECK(keyed("json", text, "", "log.none")["set"] == false);
    const auto broken = config_of("json", "{\n\"a\": 1,\n}\n");
    CHECK(broken["valid"] == false);
    CHECK(broken["problem"].get<std::string>().ends_with("/file.conf:3: it is no JSON"));
    CHECK(config_of("json", std::string(5000, '['))["valid"] == false);
  }

  TEST_CASE("yaml: types, aliases, merges and several documents") {
    const auto* text = "base: &b {image: 'nginx', ports: [80]}\nweb:\n  <<: *b\n  ports: [8080, \"8443\"]\n  v: 1.10\n";
    CHECK(keyed("yaml", text, "", "web.ports")["values"] == Value{"8080", "8443"});
    CHECK(keyed("yaml", text, "", "web.image")["value"] == "nginx");
    CHECK(keyed("yaml", text, "", "web.v")["value"] == "1.10");
    CHECK(config_of("yaml", text)["json"]["web"]["ports"] == Value{8080, "8443"});
    CHECK(config_of("yaml", "a: 1\n---\na: 2\n")["json"] == Value{{{"a", 1}}, {{"a", 2}}});
    const auto broken = config_of("yaml", "a: 1\n b: [2\n");
    CHECK(broken["valid"] == false);
    CHECK(broken["problem"].get<std::string>().find("it is no YAML") != std::string::npos);
  }

  TEST_CASE("yaml: a comma at the front was one more empty document for ever; what begins no document is refused") {
    for (const auto* text : {",{a: b}\n", "--- ,\n", "a: 1\n...\n,\n", "{a: 1} b\n", "- 1\na: 2\n"}) {
      CAPTURE(text);
      const auto facts = config_of("yaml", text);
      CHECK(facts["valid"] == false);
      CHECK(facts["problem"].get<std::string>().find("it is no YAML: the document ends before") != std::string::npos);
    }
    const auto* stray = "- 1\n- 2\na: 2\n";
    CHECK(config_of("yaml", stray)["problem"].get<std::string>().find("/file.conf:3: ") != std::string::npos);
    CHECK(config_of("yaml", "--- 1\n...\n# next\n\n2\n")["json"] == Value{1, 2});
    CHECK(config_of("yaml", "--- 1\n--- 2\n---\n")["json"] == Value{1, 2, nullptr});
    CHECK(config_of("yaml", "%YAML 1.2\n---\n1\n...\n%YAML 1.2\n---\n2\n")["json"] == Value{1, 2});
  }

  TEST_CASE("a file of 256 KiB that was made to be slow takes no minutes") {
    const auto many = [](std::string_view line) {
      std::string text = "[a]\n";
      while (text.size() + line.size() < 262'144) {
        text += line;
      }
      return text;
    };
    CHECK(config_of("ini", many("k=\n"))["valid"] == true);  // each further value copied all the former ones
    CHECK(config_of("systemd", many(" \\\n"))["valid"] == false);  // nothing follows the last backslash
    CHECK(config_of("git", many("\\\\\\\n"))["valid"] == true);
    CHECK(config_of("ini", many("\r\n"))["valid"] == true);
  }

  TEST_CASE("yaml: bombs of aliases and of depth are refused") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int level = 1; level < 12; ++level) {
      bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", level, level - 1);
    }
    CHECK(config_of("yaml", bomb)["problem"].get<std::string>().ends_with("its aliases make it too big"));
    CHECK(config_of("yaml", std::string(3000, '['))["valid"] == false);
  }

  TEST_CASE("xml: elements by name, chosen by what stands beside them; no entities") {
    const auto* text =
        "<?xml version='1.0'?><!-- x --><configuration><property><name>dfs.replication</name><value> 2 "
        "</value></property>"
        "<property><name>b</name><value>3</value></property><disk type='file'><source file='/x.qcow2'/></disk>"
        "</configuration>";
    CHECK(keyed("xml", text, "", "configuration.property[name=dfs.replication].value")["value"] == "2");
    CHECK(keyed("xml", text, "", "configuration.property.value")["values"] == Value{"2", "3"});
    CHECK(keyed("xml", text, "", "configuration.disk[type=file].source.@file")["value"] == "/x.qcow2");
    CHECK(keyed("xml", text, "", "configuration.property[1].name")["value"] == "b");
    CHECK(config_of("xml", "<a><b></a>")["valid"] == false);
    CHECK(config_of("xml", "<!DOCTYPE a [<!ENTITY e SYSTEM '/etc/passwd'>]><a>&e;</a>")["valid"] == false);
  }

  TEST_CASE("nginx: blocks, names of servers, includes and quotes") {
    const TemporaryDirectory folder;
    std::filesystem::create_directory(folder.path() + "/sites");
    std::ofstream{folder.path() + "/nginx.conf"}
        << "worker_processes auto; # include /etc/passwd;\nevents {}\nhttp {\n  log_format m '$host { ; }';\n"
           "  include sites/*.conf;\n  include \"none*.conf\";\n}\n";
    std::ofstream{folder.path() + "/sites/a.conf"}
        << "server {\n listen 80;\n listen [::]:80 ;\n server_name www.a.local a.local;\n"
           " location / { proxy_pass http://app${x}; }\n location ~ \\.php$ { deny all; }\n}\n";
    std::ofstream{folder.path() + "/sites/b.conf"} << "server { listen 443 ssl; server_name www.b.local; }";
    Value parameters{{"path", folder.path() + "/nginx.conf"}, {"format", "nginx"}};
    const auto at = [&](std::string_view key) {
      parameters["key"] = key;
      return facts_here("config", parameters);
    };
    CHECK(at("worker_processes")["value"] == "auto");
    CHECK(at("http.server.listen")["values"] == Value{"80", "[::]:80", "443 ssl"});
    CHECK(at("http.server[www.b.local].listen")["value"] == "443 ssl");
    CHECK(at("http.server[www.a.local].location[/].proxy_pass")["value"] == "http://app${x}");
    CHECK(at("http.server[www.c.local].listen")["set"] == false);
    CHECK(at("http.log_format")["value"] == "m $host { ; }");
    const auto facts = at("http");
    CHECK(facts["files"].size() == 3);
    CHECK(facts["json"]["http"][0]["server"][0]["server_name"].dump() == R"([["www.a.local","a.local"]])");
  }

  TEST_CASE("nginx: broken files are facts, an include that labcheck can't follow is an error") {
    CHECK(config_of("nginx", "http { server { listen 80 } }")["problem"].get<std::string>().ends_with(
        "file.conf:1: 'listen' has no ';'"));
    CHECK(config_of("nginx", "http {\n server {\n")["valid"] == false);
    CHECK(config_of("nginx", "a 'b;\n")["valid"] == false);
    CHECK(config_of("nginx", "a b;\n}\n")["valid"] == false);
    CHECK(config_of("nginx", "include nothere.conf;")["valid"] == false);
    CHECK(config_of("nginx", "include file.conf;")["valid"] == false);
    const Value nginx{{"path", "/n"}, {"format", "nginx"}};
    CHECK(message_of("config", nginx, answered("exists=yes\n" + sent("/n", "include\nx;") + "end=\n")) ==
          "/n:2: 'include x' can't be followed by labcheck");
  }

  TEST_CASE("a file that is absent is a fact, and one that is no file, too") {
    CHECK(facts_here("config", {{"path", "/no/such"}, {"format", "ini"}}) == Value{{"exists", false}});
    const auto folder = facts_here("config", {{"path", "/etc"}, {"format", "ini"}});
    CHECK(folder["exists"] == true);
    CHECK(folder["valid"] == false);
  }

  TEST_CASE("cut, doubled and unreadable answers are errors") {
    const Value ini{{"path", "/x"}, {"format", "ini"}};
    const auto whole = "exists=yes\n" + sent("/x", "[a]\nb=1\n") + "end=\n";
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(find_check_type("config")->read(ini, answered(whole.substr(0, size))));
    }
    CHECK(message_of("config", ini, answered("exists=yes\nend=\n")) == "the host's answer has no file");
    CHECK(message_of("config", ini, answered("exists=yes\nfile=2f78\ncontent=\nend=\n")) ==
          "/x can't be read by this login");
    CHECK(message_of("config", ini, answered("exists=yes\nfile=2f78\nend=\n")) ==
          "the host's answer has files without their contents");
    CHECK(message_of("config", ini, answered("exists=yes\n" + sent("/x", std::string(300'000, 'a')) + "end=\n")) ==
          "/x holds more than the 256 KiB that are read");
  }

  TEST_CASE("hostile bytes are no way out of a text") {
    const auto facts = config_of("ini", "\xEF\xBB\xBF[a]\nb = \xff\x1b[2J\n", {{"section", "a"}, {"key", "b"}});
    CHECK(facts["value"] == "\xEF\xBF\xBD\x1b[2J");
    CHECK(config_of("ini", std::string("a\0=1", 4))["valid"] == true);
  }

  TEST_CASE("wrong parameters are told") {
    const auto complaint = find_check_type("config")->complaint;
    CHECK(complaint({{"path", "x.ini"}, {"format", "ini"}}) == "'x.ini' is no absolute path");
    CHECK(complaint({{"path", "-x"}, {"format", "systemd"}}) == "'-x' is no absolute path and no name of a unit");
    CHECK(complaint({{"path", "/x"}, {"format", "json"}, {"section", "a"}, {"key", "b"}}) == "json has no sections");
    CHECK(complaint({{"path", "/x"}, {"format", "ini"}, {"section", "a"}}) == "section belongs to a key");
    CHECK(complaint({{"path", "/x"}, {"format", "json"}, {"key", "a..b"}}) == "'a..b' is no path of keys");
    CHECK(complaint({{"path", "/x"}, {"format", "json"}, {"key", "a[b"}}) == "'a[b' is no path of keys");
    CHECK(complaint({{"path", "/x"}, {"format", "mysql"}, {"comment", "#"}}) ==
          "comments of mysql are known; comment belongs to ini and keyvalue");
    CHECK(complaint({{"path", "ssh.service"}, {"format", "systemd"}}) == "");
    CHECK(complaint({{"path", "${p}"}, {"format", "nginx"}, {"key", "${k}"}}) == "");
  }
}
