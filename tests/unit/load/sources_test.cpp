#include "load/sources.hpp"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include <doctest/doctest.h>

namespace {

/// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "labcheck-sources-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name, const std::string& text) const {
    const auto path = path_ / name;
    std::ofstream{path, std::ios::binary} << text;
    return path.string();
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string error_of(const std::string& path) {
  const auto read = labcheck::load::disk_sources()(path);
  return read ? "no error" : read.error().message;
}

}  // namespace

TEST_SUITE("load/sources") {
  TEST_CASE("a file is read byte for byte, and an absent one is nothing") {
    const Folder folder;
    const auto read = labcheck::load::disk_sources();
    CHECK(read(folder.file("a", std::string("x\r\n\0y", 5))).value() == std::string("x\r\n\0y", 5));
    CHECK(read(folder.file("empty", "")).value() == "");
    CHECK(read((folder.path() / "none").string()).value() == std::nullopt);
    CHECK(read((folder.path() / "a/below-a-file").string()).value() == std::nullopt);
  }

  TEST_CASE("what is no regular file of a sane size is an error") {
    const Folder folder;
    const auto path = folder.path().string();
    CHECK(error_of(path) == "can't read '" + path + "': it is a directory");
    CHECK(error_of("/dev/zero") == "can't read '/dev/zero': it is no regular file");
    const auto pipe = (folder.path() / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(error_of(pipe) == "can't read '" + pipe + "': it is no regular file");
    const auto exact = folder.file("exact", std::string(4 << 20, 'x'));
    CHECK(error_of(exact) == "no error");
    const auto big = folder.file("big", std::string((4 << 20) + 1, 'x'));
    CHECK(error_of(big) == "can't read '" + big + "': it is over 4 MiB");
  }
}
