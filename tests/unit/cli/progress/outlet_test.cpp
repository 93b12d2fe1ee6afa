// Over real pipes, FIFOs, sockets, files and pseudo-terminals.
#include "cli/progress/outlet.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <pty.h>

using namespace labcheck;
using namespace labcheck::cli;

namespace {

struct Pair {
  int reader{-1};
  int writer{-1};
  ~Pair() {
    ::close(reader);
    ::close(writer);
  }
};

std::string read_some(int descriptor) {
  std::array<char, 65'536> buffer{};
  const auto count = ::read(descriptor, buffer.data(), buffer.size());
  return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

struct Folder {
  std::string path{};
  Folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "labcheck-outlet-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

/// Puts lines until nothing more is kept or it is given up; how many it took.
int put_many(Outlet& outlet, int most) {
  int count = 0;
  while (count < most && !outlet.given_up()) {
    outlet.put(std::string(99, 'x') + "\n");
    ++count;
  }
  return count;
}

}  // namespace

TEST_SUITE("cli/progress/outlet") {
  TEST_CASE("a pipe gets its lines, whole and at once") {
    Pair pipe;
    REQUIRE(::pipe(&pipe.reader) == 0);
    auto outlet = Outlet::to(pipe.writer);
    REQUIRE(outlet);
    (*outlet)->put("one\n");
    CHECK(read_some(pipe.reader) == "one\n");
    CHECK((*outlet)->idle());
  }

  TEST_CASE("a reader that is gone is the outlet's end, and not ours") {
    Pair pipe;
    REQUIRE(::pipe(&pipe.reader) == 0);
    auto outlet = Outlet::to(pipe.writer);
    ::close(pipe.reader);
    (*outlet)->put("one\n");
    CHECK((*outlet)->given_up());
    CHECK((*outlet)->trouble() == "Broken pipe");
    (*outlet)->put("two\n");
    (*outlet)->drain(Duration{0});
  }

  TEST_CASE("nobody waits for a reader that does not read: it can catch up, or is given up") {
    Pair pipe;
    REQUIRE(::pipe(&pipe.reader) == 0);
    auto outlet = Outlet::to(pipe.writer);
    CHECK(put_many(**outlet, 2'000) == 2'000);
    CHECK_FALSE((*outlet)->idle());
    std::string got;
    while (!(*outlet)->idle()) {
      got += read_some(pipe.reader);
      (*outlet)->flush();
    }
    got += read_some(pipe.reader);
    CHECK(got.size() == 200'000);
    CHECK(put_many(**outlet, 20'000) < 20'000);
    CHECK((*outlet)->trouble() == "its reader is too slow");
  }

  TEST_CASE("what is left in the end is waited for, but not for long") {
    Pair pipe;
    REQUIRE(::pipe(&pipe.reader) == 0);
    auto outlet = Outlet::to(pipe.writer);
    put_many(**outlet, 2'000);
    (*outlet)->drain(Duration{20});
    CHECK((*outlet)->given_up());
  }

  TEST_CASE("a socket") {
    Pair pair;
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, &pair.reader) == 0);
    auto outlet = Outlet::to_path(fmt::format("/dev/fd/{}", pair.writer));
    REQUIRE(outlet);
    (*outlet)->put("one\n");
    CHECK(read_some(pair.reader) == "one\n");
    CHECK((::fcntl(pair.writer, F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(put_many(**outlet, 100'000) < 100'000);
    CHECK((*outlet)->given_up());
  }

  TEST_CASE("a FIFO whose reader comes later, or never") {
    const Folder folder;
    const auto path = folder.path + "/fifo";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    auto outlet = Outlet::to_path(path);
    REQUIRE(outlet);
    (*outlet)->put("one\n");
    CHECK_FALSE((*outlet)->idle());
    SUBCASE("later") {
      const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
      (*outlet)->put("two\n");
      CHECK(read_some(reader) == "one\ntwo\n");
      ::close(reader);
    }
    SUBCASE("never") {
      (*outlet)->drain(Duration{20});
      CHECK((*outlet)->trouble() == "nobody reads it");
    }
  }

  TEST_CASE("a file is made anew; a place that can't be written is an error") {
    const Folder folder;
    const auto path = folder.path + "/file";
    std::ofstream{path} << "something old that is longer\n";
    auto outlet = Outlet::to_path(path);
    REQUIRE(outlet);
    (*outlet)->put("one\n");
    std::string text;
    std::getline(std::ifstream{path}, text, '\0');
    CHECK(text == "one\n");
    CHECK(Outlet::to_path(folder.path + "/no/file").error().message ==
          fmt::format("cannot write progress to {}/no/file: No such file or directory", folder.path));
    CHECK(Outlet::to_path("/dev/fd/987").error().message ==
          "cannot write progress to file descriptor 987: Bad file descriptor");
  }

  TEST_CASE("a descriptor by any name goes on where it stands") {
    const Folder folder;
    const auto path = folder.path + "/file";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT, 0600);
    REQUIRE(::write(file, "old\n", 4) == 4);
    for (const auto* name : {"/dev/fd/{}", "/proc/self/fd/{}"}) {
      auto outlet = Outlet::to_path(fmt::format(fmt::runtime(name), file));
      REQUIRE(outlet);
      (*outlet)->put("new\n");
    }
    ::close(file);
    std::string text;
    std::getline(std::ifstream{path}, text, '\0');
    CHECK(text == "old\nnew\nnew\n");
  }

  TEST_CASE("a full device is given up") {
    auto outlet = Outlet::to_path("/dev/full");
    REQUIRE(outlet);
    (*outlet)->put("one\n");
    CHECK((*outlet)->trouble() == "No space left on device");
  }

  TEST_CASE("a terminal that is stopped holds up nobody, and its other users keep their way of writing") {
    Pair pty;
    REQUIRE(::openpty(&pty.reader, &pty.writer, nullptr, nullptr, nullptr) == 0);
    auto outlet = Outlet::to(pty.writer);
    REQUIRE(outlet);
    CHECK((::fcntl(pty.writer, F_GETFL) & O_NONBLOCK) == 0);
    (*outlet)->put("one\n");
    CHECK(read_some(pty.reader) == "one\r\n");
    CHECK(put_many(**outlet, 100'000) < 100'000);
    CHECK((*outlet)->given_up());
  }
}
