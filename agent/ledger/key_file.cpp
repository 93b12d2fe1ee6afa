// The files of `labcheck keygen`: one line each, a word and the key's bytes as base64.
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/descriptor.hpp"
#include "ledger/key.hpp"

namespace labcheck::ledger {

namespace {

constexpr std::string_view secret_word = "labcheck-ed25519-secret";
constexpr std::string_view public_word = "labcheck-ed25519-public";
constexpr std::size_t most_bytes = 200;

struct KeyText {
  std::string text{};
  mode_t mode{0};
};

tl::unexpected<Error> cannot_read(const std::string& path, std::string_view why) {
  return failed(ErrorKind::invalid, fmt::format("cannot read the key '{}': {}", path, why));
}

Result<KeyText> read_text(const std::string& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat about {};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0) {
    return cannot_read(path, std::strerror(errno));
  }
  if (!S_ISREG(about.st_mode)) {
    return cannot_read(path, "it is no regular file");
  }
  KeyText key{.text = std::string(most_bytes, '\0'), .mode = about.st_mode};
  const auto count = ::read(file.number(), key.text.data(), key.text.size());
  if (count < 0) {
    return cannot_read(path, std::strerror(errno));
  }
  key.text.resize(static_cast<std::size_t>(count));
  return key;
}

/// The 32 bytes of a key file's only line.
Result<std::string> key_bytes(const std::string& path, std::string_view text, std::string_view word) {
  const auto is = [&](std::string_view first) {
    return text.starts_with(first) && text.substr(first.size(), 1) == " ";
  };
  if (word == public_word && is(secret_word)) {
    return cannot_read(path, "it is a secret key, and the public one is meant (its name ends in .pub)");
  }
  if (word == secret_word && is(public_word)) {
    return cannot_read(path, "it is a public key, and signing needs the secret one");
  }
  if (is(word)) {
    text.remove_prefix(word.size() + 1);
    if (text.ends_with('\n')) {
      text.remove_suffix(1);
    }
    if (auto bytes = bytes_of(text); bytes && bytes->size() == crypto_sign_SEEDBYTES) {
      return std::move(*bytes);
    }
  }
  return cannot_read(path,
                     fmt::format("expected one line '{} BASE64' of a 32-byte key, as labcheck keygen writes it", word));
}

Result<void> write_line(const std::string& path, const std::string& line, mode_t mode) {
  const auto cannot = [&] {
    return failed(ErrorKind::resource,
                  fmt::format("cannot write the key '{}': {}", path,
                              errno == EEXIST ? "the file is there already" : std::strerror(errno)));
  };
  const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)};
  if (file.number() < 0) {
    return cannot();
  }
  const auto count = ::write(file.number(), line.data(), line.size());
  if (count != static_cast<ssize_t>(line.size()) || ::fsync(file.number()) != 0) {
    const auto failure = cannot();
    ::unlink(path.c_str());
    return failure;
  }
  return {};
}

}  // namespace

Result<VerifyKey> VerifyKey::read(const std::string& path) {
  LABCHECK_TRY_ASSIGN(const auto key, read_text(path));
  LABCHECK_TRY_ASSIGN(const auto bytes, key_bytes(path, key.text, public_word));
  return *from_bytes(bytes);
}

std::string VerifyKey::line() const {
  return fmt::format("{} {}\n", public_word, base64_of(bytes()));
}

Result<SigningKey> SigningKey::read(const std::string& path) {
  LABCHECK_TRY_ASSIGN(auto file, read_text(path));
  auto bytes = key_bytes(path, file.text, secret_word);
  sodium_memzero(file.text.data(), file.text.size());
  if (!bytes) {
    return tl::unexpected<Error>(bytes.error());
  }
  auto key = from_seed(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  if ((file.mode & 077) != 0) {
    return cannot_read(path, fmt::format("others may read it (mode {:04o}): chmod 600 it", file.mode & 07777));
  }
  return key ? Result<SigningKey>{std::move(*key)} : failed(ErrorKind::resource, "libsodium does not start");
}

Result<void> SigningKey::write(const std::string& path) const {
  const auto open_path = path + ".pub";
  // Looked at first, so that no secret key is made beside a public one of another.
  for (const auto& name : {path, open_path}) {
    if (::access(name.c_str(), F_OK) == 0) {
      return failed(ErrorKind::resource, fmt::format("cannot write the key '{}': the file is there already", name));
    }
  }
  const std::string_view seed{reinterpret_cast<const char*>(key_.data()), crypto_sign_SEEDBYTES};
  auto line = fmt::format("{} {}\n", secret_word, base64_of(seed));
  auto written = write_line(path, line, 0600);
  sodium_memzero(line.data(), line.size());
  if (!written) {
    return written;
  }
  written = write_line(open_path, verify_key().line(), 0644);
  if (!written) {
    ::unlink(path.c_str());
  }
  return written;
}

}  // namespace labcheck::ledger
