#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "input.hpp"
#include "observe/encoding.hpp"
#include "observe/identity.hpp"
#include "observe/known_hosts.hpp"
#include "observe/masking.hpp"
#include "observe/quoting.hpp"
#include "observe/tripwires.hpp"
#include "support.hpp"
#include "targets.hpp"
#include "text/printable.hpp"

namespace labcheck::fuzz {

void known_hosts(std::string_view bytes) {
  using observe::KnownHosts;
  Input input{bytes};
  const auto port = static_cast<std::uint16_t>(input.byte() % 2 == 0 ? 22 : 2222);
  const auto host = input.line();
  const auto key = observe::from_base64(input.line()).value_or("key");
  KnownHosts hosts;
  hosts.read(input.rest());
  const auto standing = hosts.standing(host, port, key);
  const auto types = hosts.types(host, port);
  if (standing == KnownHosts::Standing::known) {
    LABCHECK_HOLDS(std::find(types.begin(), types.end(), observe::key_type(key)) != types.end(),
                   "a known key whose type isn't among those to ask for");
  }
  LABCHECK_HOLDS(standing != KnownHosts::Standing::unknown || types.empty(), "unknown, but its types are known");
  LABCHECK_HOLDS(key.size() > 3 || standing != KnownHosts::Standing::known, "a key of no type is known");
}

void identity(std::string_view bytes) {
  Answer answer;
  answer.status = 0;
  answer.out = bytes;
  const auto found = observe::read_identity(answer);
  std::vector<std::string> texts{found.facts.machine_id, found.facts.product_uuid, found.facts.boot_id};
  texts.insert(texts.end(), found.facts.addresses.begin(), found.facts.addresses.end());
  for (const auto& flag : found.flags) {
    LABCHECK_HOLDS(!flag.code.empty(), "a flag without its word");
    texts.push_back(flag.message);
  }
  for (const auto& text : texts) {
    LABCHECK_HOLDS(text.size() <= 4'000, "a host's own words are kept at length");
    LABCHECK_HOLDS(text::printable(text) == text, "a host's own words are not made safe to show: " + text);
  }
  (void)observe::missing_address(found, "192.168.10.10");
}

void listeners(std::string_view bytes) {
  Answer answer;
  answer.status = 0;
  answer.out = bytes;
  for (const auto& flag : observe::unowned_listeners(answer)) {
    LABCHECK_HOLDS(!flag.code.empty() && flag.message.size() <= 8'000, "a flag without its word, or endless");
    LABCHECK_HOLDS(text::printable(flag.message) == flag.message, "a flag is not made safe to show: " + flag.message);
  }
}

void masking(std::string_view bytes) {
  Input input{bytes};
  constexpr std::size_t longest_secret = 4096;  // a roster's own, so no host makes it long
  const Secret secret{std::string{input.line().substr(0, longest_secret)}};
  observe::Masker masker;
  if (!masker.add(secret) || secret.reveal().find_first_of(secret_mask) != std::string::npos) {
    return;  // with letters of the mask's own, the secret may arise again beside a mask
  }
  LABCHECK_HOLDS(masker.mask(input.rest()).find(secret.reveal()) == std::string::npos, "a secret was left");
  const auto coded = observe::base64(secret.reveal());
  LABCHECK_HOLDS(masker.mask("<" + coded + ">").find(coded) == std::string::npos, "a secret in base64 was left");
  auto value = json_of(input.rest());
  masker.mask(value);
  // Ports and counts stay readable beside a secret of few digits: a number is hidden when six or more of it are one.
  const auto& plain = secret.reveal();
  const bool in_number = plain.size() < 6 && plain.find_first_not_of("0123456789.eE+-") == std::string::npos;
  LABCHECK_HOLDS(in_number || dump(value).find(plain) == std::string::npos, "a secret in a value was left");
}

/// Takes quoted words apart as a POSIX shell does: what is between single quotes stands for itself.
void quoting(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) {
    return;
  }
  const auto quoted = observe::shell_quote(bytes);
  std::string read;
  bool inside = false;
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    const char letter = quoted[at];
    if (letter == '\'') {
      inside = !inside;
    } else if (!inside && letter == '\\' && at + 1 < quoted.size()) {
      read += quoted[++at];
    } else {
      const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
                         std::string_view{"_-./:,=@%+"}.find(letter) != std::string_view::npos;
      LABCHECK_HOLDS(inside || plain, "a character stands bare: " + quoted);
      read += letter;
    }
  }
  LABCHECK_HOLDS(!inside && !quoted.empty(), "a quote is left open");
  LABCHECK_HOLDS(read == bytes, "a shell would read another text");
  const auto coded = observe::base64(bytes);
  LABCHECK_HOLDS(observe::from_base64(coded) == std::string{bytes}, "base64 does not read back");
  if (const auto decoded = observe::from_base64(bytes)) {
    LABCHECK_HOLDS(decoded->size() <= bytes.size(), "base64 grew");
  }
}

}  // namespace labcheck::fuzz
