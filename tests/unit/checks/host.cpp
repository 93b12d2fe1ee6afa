#include "host.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace labcheck::checks::test {
namespace {

std::string slurp(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  REQUIRE_MESSAGE(file.good(), path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

[[noreturn]] void become_shell(const std::string& folder, const Script& script, const std::string& path) {
  const auto open_as = [](const std::string& name, int flags, int wanted) {
    const int opened = open(name.c_str(), flags, 0600);
    dup2(opened, wanted);
  };
  open_as("/dev/null", O_RDONLY, 0);
  open_as(folder + "/out", O_WRONLY | O_CREAT | O_TRUNC, 1);
  open_as(folder + "/err", O_WRONLY | O_CREAT | O_TRUNC, 2);
  open_as(folder + "/script", O_RDONLY, 3);
  std::vector<std::string> words{"env", "-i", "PATH=" + path, "LC_ALL=C", "/bin/sh", "/dev/fd/3"};
  words.insert(words.end(), script.arguments.begin(), script.arguments.end());
  std::vector<char*> arguments;
  for (auto& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  execv("/usr/bin/env", arguments.data());
  _exit(126);
}

}  // namespace

Answer run_here(const Script& script, std::string_view path) {
  const TemporaryDirectory folder;
  std::ofstream{folder.path() + "/script", std::ios::binary} << script.text;
  const auto child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    become_shell(folder.path(), script, std::string{path});
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  Answer answer;
  answer.status = WIFEXITED(status) ? std::optional{WEXITSTATUS(status)} : std::nullopt;
  answer.out = slurp(folder.path() + "/out");
  answer.err = slurp(folder.path() + "/err");
  return answer;
}

Script script_of(std::string_view type, const Value& parameters) {
  const auto request = find_check_type(type)->request(parameters);
  REQUIRE_MESSAGE(request, (request ? "" : request.error().message));
  return std::get<Script>(*request);
}

Exchange exchange_of(std::string_view type, const Value& parameters) {
  const auto request = find_check_type(type)->request(parameters);
  REQUIRE_MESSAGE(request, (request ? "" : request.error().message));
  return std::get<Exchange>(*request);
}

Value facts_of(std::string_view type, const Value& parameters, const Answer& answer) {
  const auto facts = find_check_type(type)->read(parameters, answer);
  REQUIRE_MESSAGE(facts, (facts ? "" : facts.error().message + "\n" + answer.out + answer.err));
  return *facts;
}

Value facts_here(std::string_view type, const Value& parameters) {
  return facts_of(type, parameters, run_here(script_of(type, parameters)));
}

std::string message_of(std::string_view type, const Value& parameters, const Answer& answer) {
  const auto facts = find_check_type(type)->read(parameters, answer);
  REQUIRE_FALSE_MESSAGE(facts, (facts ? dump(*facts) : ""));
  CHECK(facts.error().kind == ErrorKind::unreadable);
  return facts.error().message;
}

Answer recorded(std::string_view name) {
  return answered(slurp(fmt::format("{}/tests/fixtures/answers/{}", LABCHECK_SOURCE_DIR, name)));
}

Answer answered(std::string_view out, int status) {
  Answer answer;
  answer.status = status;
  answer.out = std::string{out};
  return answer;
}

std::string in_hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  }
  return text;
}

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "labcheck-test.XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace labcheck::checks::test
