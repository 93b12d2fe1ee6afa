#pragma once

#include <span>
#include <string_view>

namespace labcheck::fuzz {

/// A piece of the program that reads bytes from outside, with what must hold of it whatever the bytes are.
struct Target {
  std::string_view name{};
  std::string_view about{};  ///< one line
  void (*run)(std::string_view bytes){nullptr};
};

/// Every target; the table is in fuzz.cpp.
std::span<const Target> targets();
const Target* find_target(std::string_view name);

// One file under targets/ by subject.
void document(std::string_view bytes);
void scenario(std::string_view bytes);
void standard(std::string_view bytes);
void rulings(std::string_view bytes);
void times(std::string_view bytes);
void ssh_config(std::string_view bytes);
void text_template(std::string_view bytes);
void roster_yaml(std::string_view bytes);
void roster_csv(std::string_view bytes);
void roster_inventory(std::string_view bytes);
void roster_options(std::string_view bytes);
void frame(std::string_view bytes);
void known_hosts(std::string_view bytes);
void identity(std::string_view bytes);
void listeners(std::string_view bytes);
void masking(std::string_view bytes);
void quoting(std::string_view bytes);
void http_head(std::string_view bytes);
void http_url(std::string_view bytes);
void mail_replies(std::string_view bytes);
void imap_lines(std::string_view bytes);
void starttls(std::string_view bytes);
void facts(std::string_view bytes);
void config_file(std::string_view bytes);
void artifact(std::string_view bytes);
void matcher(std::string_view bytes);
void json_path(std::string_view bytes);
void pattern(std::string_view bytes);
void version(std::string_view bytes);
void judging(std::string_view bytes);
void printable(std::string_view bytes);
void reports(std::string_view bytes);
void ledger_file(std::string_view bytes);
void ledger_rows(std::string_view bytes);

}  // namespace labcheck::fuzz
