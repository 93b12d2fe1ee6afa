#include "ledger/ledger_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace labcheck::ledger {

namespace {

// SQLite refuses links anywhere in a path that is not to be followed, but only the file itself must be none.
Result<std::string> real_path(const std::string& path) {
  if (path.find('\0') != std::string::npos) {
    return failed(ErrorKind::resource, "there is a NUL in its name");
  }
  const std::filesystem::path given{path};
  if (!given.has_filename() || given.filename() == "." || given.filename() == "..") {
    return failed(ErrorKind::resource, "this names no file");
  }
  std::error_code problem;
  const auto folder =
      std::filesystem::canonical(given.has_parent_path() ? given.parent_path() : std::filesystem::path{"."}, problem);
  if (problem) {
    return failed(ErrorKind::resource, fmt::format("its folder: {}", problem.message()));
  }
  return (folder / given.filename()).string();
}

// SQLite would take a stale journal of that name for this file's own.
Result<void> refuse_leftovers(const std::string& path, const std::string& real) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    if (::access((real + suffix).c_str(), F_OK) == 0) {
      return failed(ErrorKind::resource, fmt::format("'{}{}' of an earlier ledger is still there", path, suffix));
    }
  }
  return {};
}

// The lock goes with the open file, so it ends with the process however that ends.
Result<Descriptor> locked(Descriptor file) {
  if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) {
    return file;
  }
  return failed(ErrorKind::resource, errno == EWOULDBLOCK ? "another labcheck is writing it" : std::strerror(errno));
}

}  // namespace

Result<std::string> new_file_path(const std::string& path) {
  LABCHECK_TRY_ASSIGN(auto real, real_path(path));
  const auto clean = refuse_leftovers(path, real);
  return clean ? Result<std::string>{std::move(real)} : tl::unexpected<Error>(clean.error());
}

Result<Descriptor> make_file(const std::string& real) {
  Descriptor file{::open(real.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
  if (file.number() < 0) {
    return failed(ErrorKind::resource, errno == EEXIST ? "the file is there already" : std::strerror(errno));
  }
  // The file's name must survive a crash too.
  const auto parent = std::filesystem::path{real}.parent_path().string();
  const Descriptor folder{::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (::fsync(file.number()) != 0 || folder.number() < 0 || ::fsync(folder.number()) != 0) {
    return failed(ErrorKind::resource, std::strerror(errno));
  }
  return locked(std::move(file));
}

Result<Descriptor> take_file(const std::string& real) {
  Descriptor file{::open(real.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC)};
  struct stat about {};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0) {
    return failed(ErrorKind::resource, std::strerror(errno));
  }
  if (about.st_nlink > 1) {
    // SQLite finds what a writer left unfinished by the file's name.
    return failed(ErrorKind::invalid, fmt::format("it has {} names (hard links); leave it one", about.st_nlink));
  }
  return locked(std::move(file));
}

}  // namespace labcheck::ledger
