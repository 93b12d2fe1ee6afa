#include "ledger/chain.hpp"

#include <sodium.h>

namespace labcheck::ledger {

namespace {

// Each hash begins with words of its own, so that none can be taken for another.
constexpr std::string_view ledger_words = "labcheck ledger 1";
constexpr std::string_view content_words = "labcheck content 1";
constexpr std::string_view record_words = "labcheck record 1";

class Sha256 {
 public:
  Sha256() { crypto_hash_sha256_init(&state_); }

  void add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  void add_number(std::uint64_t number) {
    char bytes[8];
    for (int at = 7; at >= 0; --at) {
      bytes[at] = static_cast<char>(number & 0xFF);
      number >>= 8;
    }
    add({bytes, sizeof bytes});
  }
  // With its length in front, so that no two rows run together to the same bytes.
  void add_text(std::string_view text) {
    add_number(text.size());
    add(text);
  }
  std::string digest() {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&state_, reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
  }

 private:
  crypto_hash_sha256_state state_{};
};

}  // namespace

std::string chain_start() {
  Sha256 hash;
  hash.add(ledger_words);
  return hash.digest();
}

std::string content_digest(const ChainedRow& row) {
  Sha256 hash;
  hash.add(content_words);
  hash.add_text(row.salt);
  hash.add_number(static_cast<std::uint64_t>(row.time));
  hash.add_text(row.kind);
  hash.add_text(row.candidate);
  hash.add_text(row.body);
  hash.add_text(row.payload);
  return hash.digest();
}

std::string record_digest(std::int64_t seq, std::string_view owner, std::string_view content) {
  Sha256 hash;
  hash.add(record_words);
  hash.add_number(static_cast<std::uint64_t>(seq));
  hash.add_text(owner);
  hash.add(content);
  return hash.digest();
}

std::string chain_next(std::string_view previous, std::string_view digest) {
  Sha256 hash;
  hash.add(previous);
  hash.add(digest);
  return hash.digest();
}

std::string hex(std::string_view digest) {
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(digest.data()), digest.size());
  text.pop_back();  // the terminating zero
  return text;
}

}  // namespace labcheck::ledger
