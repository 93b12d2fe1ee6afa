#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "load/roster.hpp"
#include "load/secrets_terminal.hpp"

extern char** environ;

namespace labcheck::load {
namespace {

constexpr std::size_t longest_secret = 64 * 1024;

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_{descriptor} {}
  ~Descriptor() { reset(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return descriptor_; }
  void reset() {
    if (descriptor_ >= 0) {
      close(descriptor_);
    }
    descriptor_ = -1;
  }

 private:
  int descriptor_;
};

void cut_line_end(std::string& text) {
  if (text.ends_with('\n')) {
    text.pop_back();
  }
  if (text.ends_with('\r')) {
    text.pop_back();
  }
}

/// Everything up to the end, or the reason why not.
Result<std::string> read_all(int descriptor) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const auto got = read(descriptor, buffer, sizeof buffer);
    if (got == 0) {
      return text;
    }
    if (got < 0 && errno != EINTR) {
      return failed(ErrorKind::invalid, std::strerror(errno));
    }
    text.append(buffer, got > 0 ? static_cast<std::size_t>(got) : 0);
    if (text.size() > longest_secret) {
      return failed(ErrorKind::invalid, "it is over 64 KiB");
    }
  }
}

Result<std::string> secret_of_file(const std::string& path, bool open_files) {
  const auto unreadable = [&](const std::string& why) {
    return failed(ErrorKind::invalid, fmt::format("can't read the secret file '{}': {}", path, why));
  };
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) {
    return unreadable(std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return unreadable("it is no regular file");
  }
  if (!open_files && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return failed(ErrorKind::invalid, fmt::format("others can read the secret file '{0}' (mode {1:04o}): chmod 600 {0}",
                                                  path, status.st_mode & 07777U));
  }
  auto text = read_all(file.get());
  if (!text) {
    return unreadable(text.error().message);
  }
  cut_line_end(*text);
  return text;
}

/// Starts `/bin/sh -c command` with its output on a pipe; the terminal stays its own, so that it may ask there.
Result<pid_t> start(const std::string& command, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  std::string text = command;
  char shell[] = "sh";
  char flag[] = "-c";
  char* arguments[] = {shell, flag, text.data(), nullptr};
  pid_t child = 0;
  const int problem = posix_spawn(&child, "/bin/sh", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) {
    return failed(ErrorKind::resource, fmt::format("can't start '{}': {}", command, std::strerror(problem)));
  }
  return child;
}

Result<std::string> secret_of_command(const std::string& command) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    return failed(ErrorKind::resource, fmt::format("can't start '{}': {}", command, std::strerror(errno)));
  }
  Descriptor in{ends[0]};
  Descriptor out{ends[1]};
  LABCHECK_TRY_ASSIGN(const auto child, start(command, out.get()));
  out.reset();
  auto text = read_all(in.get());
  in.reset();
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!text) {
    return failed(ErrorKind::invalid, fmt::format("command '{}': {}", command, text.error().message));
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return failed(ErrorKind::invalid,
                  WIFEXITED(status)
                      ? fmt::format("command '{}' ended with exit status {}", command, WEXITSTATUS(status))
                      : fmt::format("command '{}' was killed by signal {}", command, WTERMSIG(status)));
  }
  cut_line_end(*text);
  return text;
}

}  // namespace

SecretSources machine_secrets(bool open_files) {
  const auto answers = std::make_shared<std::map<std::string, std::string>>();
  return {.env = [](const std::string& variable) -> std::optional<std::string> {
            const char* value = std::getenv(variable.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>{value};
          },
          .file = [open_files](const std::string& path) { return secret_of_file(path, open_files); },
          .command = secret_of_command,
          .ask = [answers](const std::string& prompt) -> Result<std::string> {
            if (const auto known = answers->find(prompt); known != answers->end()) {
              return known->second;
            }
            LABCHECK_TRY_ASSIGN(auto answer, ask_on_terminal(prompt));
            (*answers)[prompt] = answer;
            return answer;
          },
          .open_files = open_files};
}

}  // namespace labcheck::load
