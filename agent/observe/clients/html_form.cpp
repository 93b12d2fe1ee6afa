#include "observe/clients/html_form.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "observe/clients/http_head.hpp"

namespace labcheck::observe {
namespace {

constexpr std::size_t most_fields = 200;  // of a form that is looked at
constexpr std::string_view blanks = " \t\r\n\f";

struct Tag {
  std::string name{};  ///< lower case, with the slash of an end tag
  FormFields attributes{};

  const std::string* find(std::string_view wanted) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const auto& attribute) { return attribute.first == wanted; });
    return found == attributes.end() ? nullptr : &found->second;
  }
};

void append_code_point(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    text += static_cast<char>(0xF0 | (code >> 18));
    text += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    text += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// A character reference between `&` and `;`. False for one that isn't known here: it stays as it is written.
bool append_reference(std::string& text, std::string_view name) {
  constexpr std::pair<std::string_view, char> named[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : named) {
    if (name == known) {
      text += character;
      return true;
    }
  }
  if (name.size() < 2 || name.front() != '#') {
    return false;
  }
  const bool hex = name[1] == 'x' || name[1] == 'X';
  name.remove_prefix(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  const bool good = problem == std::errc{} && end == name.data() + name.size() && code > 0 && code <= 0x10FFFF &&
                    (code < 0xD800 || code > 0xDFFF);
  if (good) {
    append_code_point(text, code);
  }
  return good;
}

std::string without_references(std::string_view text) {
  constexpr std::size_t longest = 10;
  std::string plain;
  while (!text.empty()) {
    const auto end = text.front() == '&' ? text.substr(0, longest).find(';') : std::string_view::npos;
    if (end != std::string_view::npos && append_reference(plain, text.substr(1, end - 1))) {
      text.remove_prefix(end + 1);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

/// What stands before one of these characters, which is left in place.
std::string_view take_until(std::string_view& text, std::string_view marks) {
  const auto end = std::min(text.find_first_of(marks), text.size());
  const auto taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

std::string take_value(std::string_view& text) {
  skip_blanks(text);
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
    const std::string_view quote = text.substr(0, 1);
    text.remove_prefix(1);
    const auto value = take_until(text, quote);
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    return without_references(value);
  }
  return without_references(take_until(text, " \t\r\n\f>"));
}

/// The tag behind a `<`. What is left of the page begins behind its `>`.
Tag take_tag(std::string_view& text) {
  Tag tag{.name = lower_case(std::string{take_until(text, " \t\r\n\f>")})};
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\f/"), text.size()));
    if (text.empty() || text.front() == '>') {
      text.remove_prefix(std::min<std::size_t>(1, text.size()));
      return tag;
    }
    auto name = lower_case(std::string{take_until(text, " \t\r\n\f=>/")});
    skip_blanks(text);
    std::string value;
    if (!text.empty() && text.front() == '=') {
      text.remove_prefix(1);
      value = take_value(text);
    }
    if (tag.attributes.size() < most_fields) {
      tag.attributes.emplace_back(std::move(name), std::move(value));
    }
  }
}

struct Form {
  std::vector<std::string> names{};
  FormFields hidden{};

  bool has_all(const FormFields& filled) const {
    return names.size() <= most_fields && std::all_of(filled.begin(), filled.end(), [&](const auto& field) {
             return std::find(names.begin(), names.end(), field.first) != names.end();
           });
  }
};

void take_field(const Tag& tag, Form& form) {
  const auto* name = tag.find("name");
  const bool is_field = tag.name == "input" || tag.name == "select" || tag.name == "textarea" || tag.name == "button";
  if (!is_field || name == nullptr || name->empty() || form.names.size() > most_fields) {
    return;
  }
  form.names.push_back(*name);  // one too many makes the form useless: part of it is no form
  const auto* type = tag.find("type");
  if (tag.name == "input" && type != nullptr && lower_case(*type) == "hidden" && tag.find("disabled") == nullptr) {
    const auto* value = tag.find("value");
    form.hidden.emplace_back(*name, value != nullptr ? *value : std::string{});
  }
}

/// What these hold is text, whatever it looks like.
void skip_raw(const Tag& tag, std::string_view& text) {
  constexpr std::string_view raw[] = {"script", "style", "textarea", "title"};
  if (std::find(std::begin(raw), std::end(raw), tag.name) == std::end(raw)) {
    return;
  }
  const auto end = "</" + tag.name;
  while (!text.empty() && lower_case(std::string{text.substr(0, end.size())}) != end) {
    text.remove_prefix(1);
    take_until(text, "<");
  }
}

/// A name between quotes of a part's head, as browsers write it.
std::string quotable(std::string_view name) {
  std::string text;
  for (const char character : name) {
    const bool ends = character == '"' || character == '\r' || character == '\n';
    text += ends ? fmt::format("%{:02X}", static_cast<unsigned char>(character)) : std::string{character};
  }
  return text;
}

}  // namespace

bool find_hidden_fields(std::string_view page, const FormFields& filled, FormFields& hidden) {
  Form form;
  bool inside = false;
  while (!page.empty()) {
    take_until(page, "<");
    page.remove_prefix(std::min<std::size_t>(1, page.size()));
    if (page.starts_with("!--")) {
      page.remove_prefix(std::min(page.find("-->"), page.size()));
      continue;
    }
    const auto tag = take_tag(page);
    skip_raw(tag, page);
    if (tag.name == "form") {
      form = {};
      inside = true;
    } else if (inside && tag.name != "/form") {
      take_field(tag, form);
    }
    if (inside && (tag.name == "/form" || page.empty())) {
      inside = false;
      if (form.has_all(filled)) {
        hidden = std::move(form.hidden);
        return true;
      }
    }
  }
  return false;
}

std::string encode_multipart(const FormFields& fields, const Value& files, const std::string& boundary) {
  std::string text;
  for (const auto& [name, value] : fields) {
    text += fmt::format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", boundary, quotable(name),
                        value);
  }
  for (const auto& file : files) {
    const auto word = [&](const char* key) { return file.at(key).get<std::string>(); };
    text += fmt::format(
        "--{}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n{}\r\n",
        boundary, quotable(word("field")), quotable(word("name")), quotable(word("type")), word("content"));
  }
  return text + fmt::format("--{}--\r\n", boundary);
}

std::string encode_form(const FormFields& fields) {
  std::string text;
  const auto append = [&](const std::string& word) {
    for (const char character : word) {
      const bool plain = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
                         (character >= 'A' && character <= 'Z') || character == '-' || character == '_' ||
                         character == '.' || character == '*';
      text += plain              ? std::string{character}
              : character == ' ' ? std::string{"+"}
                                 : fmt::format("%{:02X}", static_cast<unsigned char>(character));
    }
  };
  for (const auto& [name, value] : fields) {
    text += text.empty() ? "" : "&";
    append(name);
    text += '=';
    append(value);
  }
  return text;
}

}  // namespace labcheck::observe
