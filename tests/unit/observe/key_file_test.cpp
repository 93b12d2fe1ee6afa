#include "observe/key_file.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../../integration/support/temp_folder.hpp"
#include "observe/known_hosts.hpp"

using namespace labcheck;
using namespace labcheck::observe;
using State = PrivateKey::State;

namespace {

/// ssh-keygen is the one that says what a key file is.
std::string make_key(const test::TempFolder& folder, const std::string& name, const std::string& options) {
  const auto path = folder / name;
  const auto command = fmt::format("ssh-keygen -q -f '{}' {} >/dev/null 2>&1", path, options);
  REQUIRE(std::system(command.c_str()) == 0);
  return path;
}

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

}  // namespace

TEST_SUITE("observe/key file" * doctest::skip(std::system("command -v ssh-keygen >/dev/null") != 0)) {
  TEST_CASE("an encrypted key is the plain one once its passphrase is known") {
    const test::TempFolder folder;
    for (const auto* kind : {"-t ed25519", "-t ecdsa", "-t rsa -b 2048", "-t ed25519 -Z aes128-cbc",
                             "-t ed25519 -Z 3des-cbc", "-t ed25519 -a 3"}) {
      static int count = 0;
      const auto path = make_key(folder, fmt::format("key{}", ++count), fmt::format("{} -N sesame", kind));
      const auto key = read_key_file(path, Secret{"sesame"});
      INFO(kind);
      CHECK(key.state == State::ready);
      CHECK(key.text.find("BEGIN OPENSSH PRIVATE KEY") != std::string::npos);
      // The oracle: what is written back needs no passphrase, and ssh-keygen finds the same public key in it.
      const auto plain = folder / fmt::format("plain{}", count);
      std::ofstream{plain} << key.text;
      const auto command = fmt::format(
          "chmod 600 '{0}'; [ \"$(ssh-keygen -y -P '' -f '{0}' | cut -d' ' -f1,2)\" = "
          "\"$(cut -d' ' -f1,2 '{1}.pub')\" ]",
          plain, path);
      CHECK(std::system(command.c_str()) == 0);
    }
  }

  TEST_CASE("a locked key says why, and which key it is") {
    const test::TempFolder folder;
    const auto path = make_key(folder, "key", "-t ed25519 -a 2 -N sesame");
    const auto without = read_key_file(path, std::nullopt);
    CHECK(without.state == State::locked);
    CHECK(without.trouble == "needs a passphrase");
    CHECK(key_type(without.blob) == "ssh-ed25519");
    const auto wrong = read_key_file(path, Secret{"other"});
    CHECK(wrong.state == State::locked);
    CHECK(wrong.trouble == "has another passphrase");
    CHECK(wrong.blob == without.blob);
    const auto shown = read_key_file(path + ".pub", std::nullopt);
    CHECK(shown.state == State::locked);
    CHECK(shown.trouble == "is a public key alone");
    CHECK(shown.blob == without.blob);
  }

  TEST_CASE("PEM and PKCS #8, with and without a passphrase") {
    const test::TempFolder folder;
    for (const auto* kind :
         {"-t rsa -b 2048 -m PEM", "-t rsa -b 2048 -m PKCS8", "-t ecdsa -m PEM", "-t ecdsa -m PKCS8"}) {
      for (const auto* passphrase : {"", "sesame"}) {
        static int count = 0;
        const auto path = make_key(folder, fmt::format("key{}", ++count), fmt::format("{} -N '{}'", kind, passphrase));
        INFO(kind, " '", passphrase, "'");
        const auto key = read_key_file(path, Secret{"sesame"});
        CHECK(key.state == State::ready);
        CHECK(key.text.find("ENCRYPTED") == std::string::npos);
        CHECK(key.rsa == (std::string{kind}.find("rsa") != std::string::npos));
        CHECK((key.own != nullptr) == key.rsa);
        if (*passphrase != '\0') {
          CHECK(read_key_file(path, std::nullopt).trouble == "needs a passphrase");
          CHECK(read_key_file(path, Secret{"other"}).trouble == "has another passphrase");
        }
      }
    }
  }

  TEST_CASE("an RSA key's public half is ssh-keygen's, out of either kind of file") {
    const test::TempFolder folder;
    for (const auto* kind : {"-t rsa -b 2048", "-t rsa -b 2048 -m PEM"}) {
      static int count = 0;
      const auto path = make_key(folder, fmt::format("key{}", ++count), fmt::format("{} -N ''", kind));
      const auto key = read_key_file(path, std::nullopt);
      CHECK(key.state == State::ready);
      CHECK(key.blob == read_key_file(path + ".pub", std::nullopt).blob);
      REQUIRE(key.own != nullptr);
      CHECK(sign(key, "data", "rsa-sha2-256").value().size() == 256);
      CHECK(sign(key, "data", "rsa-sha2-512").value() != sign(key, "data", "rsa-sha2-256").value());
    }
  }

  TEST_CASE("an ed25519 key signs by itself, with or without a passphrase; an ECDSA key is libssh2's to sign with") {
    const test::TempFolder folder;
    for (const auto* passphrase : {"''", "sesame -a 2"}) {
      const auto path =
          make_key(folder, passphrase[0] == '\'' ? "plain" : "locked", fmt::format("-t ed25519 -N {}", passphrase));
      const auto key = read_key_file(path, Secret{"sesame"});
      REQUIRE(key.own != nullptr);
      CHECK_FALSE(key.rsa);
      CHECK(sign(key, "data", "ssh-ed25519").value().size() == 64);
      CHECK(sign(key, "data", "ssh-ed25519").value() != sign(key, "date", "ssh-ed25519").value());
    }
    CHECK(read_key_file(make_key(folder, "ecdsa", "-t ecdsa -N ''"), std::nullopt).own == nullptr);
  }

  TEST_CASE("what is no key is named, whatever is in it") {
    const test::TempFolder folder;
    CHECK(read_key_file(folder / "none", std::nullopt).state == State::missing);
    CHECK(read_key_file(folder.path(), std::nullopt).state == State::useless);
    const auto path = make_key(folder, "key", "-t ed25519 -a 2 -N sesame");
    const auto whole = text_of(path);
    for (std::size_t size = 1; size < whole.size(); size += 7) {
      std::ofstream{folder / "cut"} << whole.substr(0, size);
      const auto key = read_key_file(folder / "cut", Secret{"sesame"});
      CHECK(key.state != State::ready);
      CHECK_FALSE(key.trouble.empty());
    }
    std::ofstream{folder / "junk"} << "hello\n";
    CHECK(read_key_file(folder / "junk", std::nullopt).trouble == "is no private key that can be used");
    const auto gcm = make_key(folder, "gcm", "-t ed25519 -Z aes256-gcm@openssh.com -N sesame");
    CHECK(read_key_file(gcm, Secret{"sesame"}).trouble ==
          "is encrypted with aes256-gcm@openssh.com, which is not supported (ssh-keygen -p -Z aes256-ctr -f FILE "
          "changes it)");
  }
}
