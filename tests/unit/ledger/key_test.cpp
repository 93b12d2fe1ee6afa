#include "ledger/key.hpp"

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "example.hpp"

using namespace labcheck;
using namespace labcheck::ledger;
using namespace labcheck::ledger::test;

namespace {

std::string text_of(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, {}};
}

mode_t mode_of(const std::string& path) {
  struct stat about {};
  REQUIRE(stat(path.c_str(), &about) == 0);
  return about.st_mode & 07777;
}

std::string secret_error(const std::string& path) {
  const auto key = SigningKey::read(path);
  return key ? "" : key.error().message;
}

std::string public_error(const std::string& path) {
  const auto key = VerifyKey::read(path);
  return key ? "" : key.error().message;
}

SigningKey example_key() {
  std::string seed;
  for (char byte = 0; byte < 32; ++byte) {
    seed += byte;
  }
  return std::move(*SigningKey::from_seed(seed));
}

}  // namespace

TEST_SUITE("ledger/key") {
  TEST_CASE("a key written and read again signs what its public key verifies") {
    const Folder folder;
    const auto path = folder.file("exam");
    const auto before = umask(0);
    const auto key = SigningKey::generate();
    REQUIRE(key);
    REQUIRE(key->write(path));
    umask(before);
    CHECK(mode_of(path) == 0600);
    CHECK(mode_of(path + ".pub") == 0644);
    const auto secret = SigningKey::read(path);
    const auto open = VerifyKey::read(path + ".pub");
    REQUIRE(secret);
    REQUIRE(open);
    CHECK(open->verifies("message", secret->sign("message")));
    CHECK_FALSE(open->verifies("messagE", secret->sign("message")));
    CHECK_FALSE(open->verifies("message", secret->sign("message").substr(1)));
    CHECK_FALSE(SigningKey::generate()->verify_key().verifies("message", secret->sign("message")));
  }

  TEST_CASE("key files are one line of a word and base64, as documented") {
    const Folder folder;
    REQUIRE(example_key().write(folder.file("k")));
    CHECK(text_of(folder.file("k")) == "labcheck-ed25519-secret AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    CHECK(text_of(folder.file("k.pub")) == "labcheck-ed25519-public A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n");
  }

  TEST_CASE("no key is ever written over, and none is left half") {
    const Folder folder;
    const auto path = folder.file("k");
    const auto key = example_key();
    SUBCASE("the secret one is there") {
      std::ofstream{path} << "precious";
      const auto written = key.write(path);
      REQUIRE_FALSE(written);
      CHECK(written.error().message == fmt::format("cannot write the key '{}': the file is there already", path));
      CHECK(text_of(path) == "precious");
      CHECK(access((path + ".pub").c_str(), F_OK) != 0);
    }
    SUBCASE("the public one is there") {
      std::ofstream{path + ".pub"} << "precious";
      const auto written = key.write(path);
      REQUIRE_FALSE(written);
      CHECK(written.error().message == fmt::format("cannot write the key '{}.pub': the file is there already", path));
      CHECK(text_of(path + ".pub") == "precious");
      CHECK(access(path.c_str(), F_OK) != 0);
    }
  }

  TEST_CASE("a key file that is none, or the other one, is told") {
    const Folder folder;
    const auto path = folder.file("k");
    REQUIRE(example_key().write(path));
    CHECK(secret_error(path + ".pub") ==
          fmt::format("cannot read the key '{}.pub': it is a public key, and signing needs the secret one", path));
    CHECK(public_error(path) == fmt::format("cannot read the key '{}': it is a secret key, and the public one is meant "
                                            "(its name ends in .pub)",
                                            path));
    CHECK(public_error(folder.file("none")) ==
          fmt::format("cannot read the key '{}': No such file or directory", folder.file("none")));
    std::ofstream{path + ".pub"} << "labcheck-ed25519-public A6EHv/POEL4=\n";
    CHECK(public_error(path + ".pub") ==
          fmt::format("cannot read the key '{}.pub': expected one line 'labcheck-ed25519-public BASE64' of a 32-byte "
                      "key, as labcheck keygen writes it",
                      path));
    REQUIRE(mkfifo(folder.file("pipe").c_str(), 0600) == 0);
    CHECK(secret_error(folder.file("pipe")) ==
          fmt::format("cannot read the key '{}': it is no regular file", folder.file("pipe")));
  }

  TEST_CASE("a secret key that others may read is refused") {
    const Folder folder;
    const auto path = folder.file("k");
    REQUIRE(example_key().write(path));
    REQUIRE(chmod(path.c_str(), 0640) == 0);
    CHECK(secret_error(path) ==
          fmt::format("cannot read the key '{}': others may read it (mode 0640): chmod 600 it", path));
  }
}
