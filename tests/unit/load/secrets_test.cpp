#include <sys/wait.h>
#include <termios.h>

#include <doctest/doctest.h>
#include <pty.h>

#include "load/secret_parameters.hpp"
#include "load/secrets_terminal.hpp"
#include "roster_fixture.hpp"

using namespace roster_test;

namespace {

const std::string literal_roster = R"(defaults: {user: root, password: "hunter2 \"x\""}  # 密码
candidates:
- id: c01
  defaults: {sudo_password: 'it''s', passphrase: plain pass}
  hosts: {lb: 10.0.0.1}
)";

std::string room(const std::string& password_1, const std::string& password_2) {
  return "candidates:\n- {id: c1, defaults: {password: " + password_1 + "}, hosts: {lb: 10.0.0.1}}\n" +
         "- {id: c2, defaults: {password: " + password_2 + "}, hosts: {lb: 10.0.0.2}}\n";
}

/// Runs ask_on_terminal on a terminal of its own; what the terminal showed, and what it gave.
struct Conversation {
  std::string shown{};
  std::string answer{};
  bool echo_after{false};
  int status{0};
};

std::string read_until(int descriptor, const std::string& end) {
  std::string text;
  char letter = 0;
  while (!text.ends_with(end) && read(descriptor, &letter, 1) == 1) {
    text += letter;
  }
  return text;
}

Conversation converse(const std::string& typed) {
  int answers[2];
  REQUIRE(pipe(answers) == 0);
  int master = -1;
  const pid_t child = forkpty(&master, nullptr, nullptr, nullptr);
  REQUIRE(child >= 0);
  if (child == 0) {
    alarm(20);
    const auto answer = load::ask_on_terminal("password of the room");
    const auto text = answer ? *answer : "error: " + answer.error().message;
    _exit(write(answers[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
  }
  close(answers[1]);
  Conversation conversation;
  conversation.shown = read_until(master, ": ");
  REQUIRE(write(master, typed.data(), typed.size()) == static_cast<ssize_t>(typed.size()));
  conversation.answer = read_until(answers[0], "\xFF");
  waitpid(child, &conversation.status, 0);
  termios after{};
  conversation.echo_after = tcgetattr(master, &after) == 0 && (after.c_lflag & ECHO) != 0;
  conversation.shown += read_until(master, "\xFF");
  close(master);
  close(answers[0]);
  return conversation;
}

}  // namespace

TEST_SUITE("load/secrets") {
  TEST_CASE("secrets come from variables, files beside the roster, commands and people") {
    const Fixture fixture;
    const auto loaded = load_text(
        "candidates:\n- id: c1\n  hosts:\n    lb: {address: a, password: {file: pw/c1}, sudo_password: {env: EXAM_PW}, "
        "passphrase: {ask: key}}\n",
        "lab/r.yaml", fixture);
    REQUIRE(loaded.value);
    const auto& login = loaded.value->candidates[0].hosts[0].login;
    CHECK(login.password->reveal() == "from-file");
    CHECK(login.sudo_password->reveal() == "sesame-1");
    CHECK(login.passphrase->reveal() == "from-person");
    CHECK(fixture.asked == std::vector<std::string>{"file lab/pw/c1", "env EXAM_PW", "ask key"});
  }

  TEST_CASE("a secret that several hosts share is fetched once") {
    const Fixture fixture;
    load_text("defaults: {password: {ask: room}}\ncandidates:\n- {id: c1, hosts: {lb: a, web: [b, c]}}\n", "r.yaml",
              fixture);
    CHECK(fixture.asked == std::vector<std::string>{"ask room"});
  }

  TEST_CASE("nobody is asked for a secret of a roster that is wrong") {
    const Fixture fixture;
    const auto loaded = load_text(room("{ask: a}", "{command: b}") + "- {id: c1, hosts: {lb: x}}\n", "r.yaml", fixture);
    CHECK(messages(loaded.diagnostics) ==
          std::vector<std::string>{"r.yaml:4:8: duplicate candidate 'c1' (first at line 2)"});
    CHECK(fixture.asked.empty());
  }

  TEST_CASE("secrets that can't be had are told once, where they are named") {
    CHECK(complaints("defaults: {password: {env: EXAM_WP}}\ncandidates:\n- {id: c1, hosts: {lb: [a, b]}}\n") ==
          "r.yaml:1:28: environment variable 'EXAM_WP' is not set\n");
    CHECK(complaints(room("{command: \"pass c1\"}", "{file: x}")) ==
          "r.yaml:2:43: command 'pass c1' ended with exit status 1\n");
  }

  TEST_CASE("a source that doesn't exist, or two of them, are refused") {
    CHECK(complaints(room("{evn: X}", "{file: x}")) ==
          "r.yaml:2:34: unknown source 'evn' of a secret (did you mean 'env'?)\n");
    CHECK(complaints(room("{env: X, ask: y}", "{file: x}")) ==
          "r.yaml:2:33: 'password' must be one of {env: NAME}, {file: PATH}, {command: COMMAND}, {ask: PROMPT}, found "
          "a map "
          "of other keys\n");
    CHECK(complaints(room("{env: [X]}", "{file: x}")) == "r.yaml:2:39: 'env' must be a text, found a list\n");
  }

  TEST_CASE("one password for a whole room is warned of, a password each is not") {
    const auto shared = load_text(room("{env: EXAM_PW}", "{env: EXAM_PW}"));
    CHECK(shared.value);
    CHECK(messages(shared.diagnostics) ==
          std::vector<std::string>{
              "r.yaml:2:39: warning: one password for 2 candidates: the sshd of each sees it and could "
              "enter the others' hosts with it (use a key, or a password each)"});
    CHECK(messages(load_text(room("{env: EXAM_PW}", "{file: x}")).diagnostics).empty());
  }

  TEST_CASE("the same password from two variables is still one password") {
    Fixture fixture;
    fixture.env["OTHER"] = fixture.env["EXAM_PW"];
    CHECK(load_text(room("{env: EXAM_PW}", "{env: OTHER}"), "r.yaml", fixture).diagnostics.size() == 1);
  }

  TEST_CASE("a literal is taken only from a file that others can't read") {
    const Folder folder;
    const auto open = folder.write("open.yaml", literal_roster, 0640);
    const auto refused = load::load_roster(open, load::disk_sources(), {});
    CHECK_FALSE(refused.value);
    CHECK(messages(refused.diagnostics) ==
          std::vector<std::string>{open +
                                   ":1:34: a literal secret in a file that others can read (mode 0640): chmod 600 " +
                                   open + ", or use {env: NAME}, {file: PATH}, {command: COMMAND} or {ask: PROMPT}"});
    const auto loaded = load::load_roster(folder.write("own.yaml", literal_roster, 0600), load::disk_sources(), {});
    REQUIRE(loaded.value);
    const auto& login = loaded.value->candidates[0].hosts[0].login;
    CHECK(login.password->reveal() == "hunter2 \"x\"");
    CHECK(login.sudo_password->reveal() == "it's");
    CHECK(login.passphrase->reveal() == "plain pass");
  }

  TEST_CASE("a private key that others can read is refused before anybody is asked, and told once") {
    const Folder folder;
    const auto key = folder.write("exam_key", "x", 0644);
    const auto text =
        "defaults: {key: " + key + ", passphrase: {ask: key}}\ncandidates:\n- {id: c1, hosts: {lb: a, web: b}}\n";
    const Fixture fixture;
    const auto refused = load_text(text, "r.yaml", fixture);
    CHECK(messages(refused.diagnostics) == std::vector<std::string>{"r.yaml:3:24: others can read the private key '" +
                                                                    key + "' (mode 0644): chmod 600 " + key});
    CHECK(fixture.asked.empty());
    chmod(key.c_str(), 0600);
    CHECK(load_text(text).value);
    CHECK(load_text("defaults: {key: /nowhere/key}\ncandidates:\n- {id: c1, hosts: {lb: a}}\n").value);
    const load::HostOptions options{.hosts = {"lb=a"}, .ask_password = false, .key = folder.write("open", "x", 0640)};
    CHECK(messages(load::roster_from_options(options, fixture.secrets()).diagnostics) ==
          std::vector<std::string>{"--host: others can read the private key '" + options.key +
                                   "' (mode 0640): chmod 600 " + options.key});
  }

  TEST_CASE("on a share that has no modes, open files are taken when that is asked for, and warned of") {
    const Folder folder;
    folder.write("pw", "sesame-2\n", 0666);
    const auto key = folder.write("key", "x", 0666);
    const auto roster = folder.write("r.yaml",
                                     "defaults: {key: " + key +
                                         ", password: literal-1}\ncandidates:\n- {id: c1, hosts: {lb: "
                                         "{address: a, sudo_password: {file: pw}}}}\n",
                                     0666);
    CHECK_FALSE(load::load_roster(roster, load::disk_sources(), load::machine_secrets()).value);
    const auto loaded = load::load_roster(roster, load::disk_sources(), load::machine_secrets(true));
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].hosts[0].login.password->reveal() == "literal-1");
    CHECK(loaded.value->candidates[0].hosts[0].login.sudo_password->reveal() == "sesame-2");
    const auto column = std::to_string(29 + key.size());
    CHECK(messages(loaded.diagnostics) ==
          std::vector<std::string>{
              roster + ":1:" + column +
                  ": warning: a literal secret in a file that others can read (mode 0666), allowed by "
                  "--allow-open-files",
              roster + ":3:24: warning: others can read the private key '" + key +
                  "' (mode 0666), allowed by --allow-open-files",
              roster + ":3:59: warning: others can read the secret file '" + folder.path() +
                  "/pw' (mode 0666), allowed by --allow-open-files"});
  }

  TEST_CASE("a scenario's secret that stands in the roster itself makes that a file for nobody else") {
    const Folder folder;
    Scenario scenario;
    scenario.parameters = {{.name = "pw", .type = ParameterType::secret},
                           {.name = "port", .type = ParameterType::port}};
    const auto check = [&](const std::string& parameters, unsigned mode, bool open_files) {
      const auto path =
          folder.write("r.yaml", "candidates:\n- {id: c1, hosts: {lb: a}, parameters: {" + parameters + "}}\n", mode);
      const auto loaded = load::load_roster(path, load::disk_sources(), Fixture{}.secrets());
      REQUIRE(loaded.value);
      return messages(load::check_secret_parameters(*loaded.value, scenario, open_files));
    };
    const auto place = folder.path() + "/r.yaml:2:8: ";
    CHECK(check("pw: literal-1", 0640, false) ==
          std::vector<std::string>{
              place + "parameter 'pw' is a literal secret in a file that others can read (mode 0640): chmod 600 " +
              folder.path() + "/r.yaml, or use {env: NAME} and the like"});
    CHECK(check("pw: literal-1", 0640, true) ==
          std::vector<std::string>{place +
                                   "warning: parameter 'pw' is a literal secret in a file that others can read (mode "
                                   "0640), allowed by --allow-open-files"});
    CHECK(check("pw: literal-1", 0600, false).empty());
    CHECK(check("pw: {env: EXAM_PW}", 0644, false).empty());
    CHECK(check("port: 80", 0644, false).empty());
  }

  TEST_CASE("a parameter that is given as a secret is known as one") {
    const auto loaded =
        load_text("candidates:\n- {id: c1, hosts: {lb: a}, parameters: {pw: {env: EXAM_PW}, port: 80}}\n");
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].secret_parameters == std::set<std::string>{"pw"});
  }

  TEST_CASE("literals are masked in the text that goes into the ledger, and that text loads again") {
    const Folder folder;
    const auto loaded = load::load_roster(folder.write("own.yaml", literal_roster, 0600), load::disk_sources(), {});
    REQUIRE(loaded.value);
    REQUIRE(loaded.value->sources.size() == 1);
    const auto& text = loaded.value->sources[0].text;
    CHECK(text == R"(defaults: {user: root, password: "[secret]"}  # 密码
candidates:
- id: c01
  defaults: {sudo_password: "[secret]", passphrase: "[secret]"}
  hosts: {lb: 10.0.0.1}
)");
    const auto again = load_text(text);
    REQUIRE(again.value);
    CHECK(again.value->candidates[0].hosts[0].login.password->reveal() == "[secret]");
    CHECK(again.value->sources[0].text == text);
  }

  TEST_CASE("a literal behind Chinese text, an anchor or an alias is masked too") {
    const Folder folder;
    const std::string text =
        "candidates:\n- {name: 张三, defaults: {password: &pw 口令one}, id: c1, hosts: {lb: {address: a, "
        "sudo_password: *pw}}}\n";
    const auto loaded = load::load_roster(folder.write("own.yaml", text, 0600), load::disk_sources(), {});
    REQUIRE(loaded.value);
    CHECK(loaded.value->candidates[0].hosts[0].login.sudo_password->reveal() == "口令one");
    CHECK(loaded.value->sources[0].text.find("口令one") == std::string::npos);
    CHECK(loaded.value->sources[0].text.find("张三") != std::string::npos);
  }

  TEST_CASE("a literal over several lines can't be masked and is refused") {
    const Folder folder;
    const auto path = folder.write(
        "own.yaml", "defaults:\n  password: |-\n    secret\ncandidates: [{id: a, hosts: {lb: x}}]\n", 0600);
    const auto loaded = load::load_roster(path, load::disk_sources(), {});
    CHECK(messages(loaded.diagnostics) ==
          std::vector<std::string>{path + ":2:13: a literal secret must stand on one line, as it is or in quotes"});
  }

  TEST_CASE("a secret file loses its line end and must be its owner's alone") {
    const Folder folder;
    const auto sources = load::machine_secrets();
    CHECK(sources.file(folder.write("good", "sesame \n", 0600)).value() == "sesame ");
    CHECK(sources.file(folder.write("crlf", "a\nb\r\n", 0400)).value() == "a\nb");
    const auto open = folder.write("open", "x", 0644);
    CHECK(sources.file(open).error().message ==
          "others can read the secret file '" + open + "' (mode 0644): chmod 600 " + open);
    CHECK(sources.file(folder.path()).error().message ==
          "can't read the secret file '" + folder.path() + "': it is no regular file");
    CHECK(sources.file("/nowhere/x").error().message ==
          "can't read the secret file '/nowhere/x': No such file or directory");
    CHECK(sources.file(folder.write("big", std::string(70'000, 'x'), 0600)).error().message ==
          "can't read the secret file '" + folder.path() + "/big': it is over 64 KiB");
  }

  TEST_CASE("a command's output is the secret, and its failure is told") {
    const auto sources = load::machine_secrets();
    CHECK(sources.command("printf 'one\\n'").value() == "one");
    CHECK(sources.command("exit 3").error().message == "command 'exit 3' ended with exit status 3");
    CHECK(sources.command("kill -9 $$").error().message == "command 'kill -9 $$' was killed by signal 9");
    CHECK(sources.command("yes").error().message == "command 'yes': it is over 64 KiB");
  }

  TEST_CASE("an answer on the terminal is not shown, and the terminal is put right again") {
    const auto conversation = converse("sesame\n");
    CHECK(conversation.answer == "sesame");
    CHECK(conversation.shown.starts_with("password of the room: "));
    CHECK(conversation.shown.find("sesame") == std::string::npos);
    CHECK(conversation.echo_after);
    CHECK(WIFEXITED(conversation.status));
  }

  TEST_CASE("an interrupt at the prompt puts the terminal right before it ends the program") {
    const auto conversation = converse("ses\x03");
    CHECK(conversation.answer.empty());
    CHECK(conversation.echo_after);
    CHECK(WIFSIGNALED(conversation.status));
    CHECK(WTERMSIG(conversation.status) == SIGINT);
  }
}
