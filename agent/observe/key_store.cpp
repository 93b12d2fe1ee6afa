#include "observe/key_store.hpp"

#include "observe/clients/pool.hpp"

namespace labcheck::observe {
namespace {

using boost::asio::awaitable;

constexpr Duration reading_time{20'000};  ///< a folder on a dead file server never answers

/// Apart from the clients' threads: those may all wait for silent services.
boost::asio::thread_pool& key_pool() {
  static boost::asio::thread_pool pool{2};
  return pool;
}

}  // namespace

awaitable<std::shared_ptr<const PrivateKey>> KeyStore::get(std::string path, std::optional<Secret> passphrase) {
  auto& place = slots_[{path, passphrase ? passphrase->reveal() : std::string{}}];
  if (place) {
    const auto slot = place;
    while (!slot->key) {
      co_await slot->known.wait(Deadline::max());
    }
    co_return slot->key;
  }
  const auto slot = place = std::make_shared<Slot>();
  std::function<PrivateKey()> work = [path, passphrase] { return read_key_file(path, passphrase); };
  std::function<void()> nothing = [] {};
  auto read = co_await run_blocking(std::move(work), deadline_in(reading_time), std::move(nothing), key_pool());
  PrivateKey key;
  key.trouble = "can't be read in time";
  if (read) {
    key = std::move(*read);
  }
  slot->key = std::make_shared<const PrivateKey>(std::move(key));
  slot->known.notify();
  co_return slot->key;
}

}  // namespace labcheck::observe
