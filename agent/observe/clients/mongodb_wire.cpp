#include "observe/clients/mongodb_wire.hpp"

#include <array>
#include <cmath>

#include <bson/bson.h>
#include <fmt/format.h>

#include "observe/encoding.hpp"
#include "text/hex.hpp"

namespace labcheck::observe {

namespace {

constexpr std::uint32_t op_msg = 2013;
constexpr std::size_t most_elements = 50'000;
constexpr int deepest = 90;  // MongoDB itself takes 100 levels; facts are JSON of at most 100

/// Frees it; a unique_ptr would lose the alignment that libbson's type asks for.
class Document {
 public:
  explicit Document(bson_t* document) : document_{document} {}
  ~Document() { bson_destroy(document_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  bson_t* get() const { return document_; }

 private:
  bson_t* document_;
};

void put_number(std::string& bytes, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) {
    bytes += static_cast<char>((number >> shift) & 0xFF);
  }
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (int byte = 3; byte >= 0; --byte) {
    number = (number << 8) | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(byte)]);
  }
  return number;
}

tl::unexpected<Error> spoke_wrongly() {
  return failed(ErrorKind::lost, "what came is no reply of MongoDB's protocol");
}

Document from_json(const Value& value) {
  const auto json = dump(value);
  bson_error_t problem{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libbson's interface takes bytes as unsigned
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(json.data());
  return Document{bson_new_from_json(bytes, static_cast<ssize_t>(json.size()), &problem)};
}

Value number_of(double number) {
  return std::isfinite(number) ? Value(number)
                               : Value{{"$numberDouble", std::isnan(number) ? "NaN"
                                                         : number > 0       ? "Infinity"
                                                                            : "-Infinity"}};
}

std::string decimal_of(const bson_iter_t& at) {
  bson_decimal128_t decimal{};
  bson_iter_decimal128(&at, &decimal);
  std::array<char, BSON_DECIMAL128_STRING> text{};
  bson_decimal128_to_string(&decimal, text.data());
  return text.data();
}

Value binary_of(const bson_iter_t& at) {
  bson_subtype_t kind{};
  std::uint32_t size = 0;
  const std::uint8_t* bytes = nullptr;
  bson_iter_binary(&at, &kind, &size, &bytes);
  const std::string taken{bytes, bytes + size};
  return {{"$binary", {{"base64", base64(taken)}, {"subType", fmt::format("{:02x}", static_cast<unsigned>(kind))}}}};
}

Value time_of(const bson_iter_t& at) {
  std::uint32_t seconds = 0;
  std::uint32_t count = 0;
  bson_iter_timestamp(&at, &seconds, &count);
  return {{"$timestamp", {{"t", seconds}, {"i", count}}}};
}

Value text_of(const bson_iter_t& at) {
  std::uint32_t size = 0;
  const auto* text = bson_iter_utf8(&at, &size);
  return valid_utf8({text, size});
}

/// Everything that is no document or list. Libbson's own way to JSON is not taken: what it does with depth, odd
/// bytes and long texts of a hostile server is not ours to bound.
Result<Value> plain(const bson_iter_t& at) {
  switch (bson_iter_type(&at)) {
    case BSON_TYPE_DOUBLE:
      return number_of(bson_iter_double(&at));
    case BSON_TYPE_UTF8:
      return text_of(at);
    case BSON_TYPE_BINARY:
      return binary_of(at);
    case BSON_TYPE_OID:
      return Value{{"$oid", text::hex({reinterpret_cast<const char*>(bson_iter_oid(&at)->bytes), sizeof(bson_oid_t)})}};
    case BSON_TYPE_BOOL:
      return Value(bson_iter_bool(&at));
    case BSON_TYPE_DATE_TIME:
      return Value{{"$date", bson_iter_date_time(&at)}};
    case BSON_TYPE_NULL:
    case BSON_TYPE_UNDEFINED:
      return Value(nullptr);
    case BSON_TYPE_INT32:
      return Value(bson_iter_int32(&at));
    case BSON_TYPE_INT64:
      return Value(bson_iter_int64(&at));
    case BSON_TYPE_TIMESTAMP:
      return time_of(at);
    case BSON_TYPE_DECIMAL128:
      return Value{{"$numberDecimal", decimal_of(at)}};
    case BSON_TYPE_MINKEY:
      return Value{{"$minKey", 1}};
    case BSON_TYPE_MAXKEY:
      return Value{{"$maxKey", 1}};
    default:
      return failed(ErrorKind::invalid, fmt::format("a value of type {:#04x}, which is not read",
                                                    static_cast<unsigned>(bson_iter_type(&at))));
  }
}

Result<Value> read_level(bson_iter_t& at, bool is_list, int level, std::size_t& elements);

Result<Value> read_one(const bson_iter_t& at, int level, std::size_t& elements) {
  if (!BSON_ITER_HOLDS_DOCUMENT(&at) && !BSON_ITER_HOLDS_ARRAY(&at)) {
    return plain(at);
  }
  if (level == deepest) {
    return failed(ErrorKind::invalid, "a document with more levels than are taken");
  }
  bson_iter_t inner;
  if (!bson_iter_recurse(&at, &inner)) {
    return spoke_wrongly();
  }
  return read_level(inner, BSON_ITER_HOLDS_ARRAY(&at), level + 1, elements);
}

Result<Value> read_level(bson_iter_t& at, bool is_list, int level, std::size_t& elements) {
  auto read = is_list ? Value::array() : Value::object();
  while (bson_iter_next(&at)) {
    if (++elements > most_elements) {
      return failed(ErrorKind::invalid, "a document with more elements than are taken");
    }
    LABCHECK_TRY_ASSIGN(auto value, read_one(at, level, elements));
    if (is_list) {
      read.push_back(std::move(value));
      continue;
    }
    if (!read.emplace(valid_utf8(bson_iter_key(&at)), std::move(value)).second) {
      return failed(ErrorKind::lost, "a document of the server's holds the same key twice");
    }
  }
  if (at.err_off != 0) {
    return spoke_wrongly();
  }
  return read;
}

}  // namespace

Result<std::string> mongo_message(const MongoCommand& command, std::int32_t request_id) {
  const auto head = from_json({{command.name, command.value}});
  const auto rest = from_json(command.arguments);
  if (head.get() == nullptr || rest.get() == nullptr) {
    return failed(ErrorKind::resource, fmt::format("what {} is given is no extended JSON", command.name));
  }
  const bool whole =
      bson_concat(head.get(), rest.get()) && bson_append_utf8(head.get(), "$db", -1, command.database.c_str(), -1);
  if (!whole) {
    return failed(ErrorKind::resource, fmt::format("what {} is given is too long", command.name));
  }
  std::string bytes;
  put_number(bytes, static_cast<std::uint32_t>(mongo_header_size + 5 + head.get()->len));
  put_number(bytes, static_cast<std::uint32_t>(request_id));
  put_number(bytes, 0);
  put_number(bytes, op_msg);
  put_number(bytes, 0);  // no flags
  bytes += '\0';         // one document
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libbson's interface gives bytes as unsigned
  bytes.append(reinterpret_cast<const char*>(bson_get_data(head.get())), head.get()->len);
  return bytes;
}

Result<std::size_t> mongo_reply_size(std::string_view header, std::int32_t request_id) {
  if (header.size() < mongo_header_size || number_at(header, 12) != op_msg ||
      number_at(header, 8) != static_cast<std::uint32_t>(request_id)) {
    return spoke_wrongly();
  }
  const std::size_t size = number_at(header, 0);
  if (size > mongo_longest_reply) {
    return failed(ErrorKind::invalid, fmt::format("a reply of {} bytes, more than is taken", size));
  }
  if (size < mongo_header_size + 5 + 5) {
    return spoke_wrongly();
  }
  return size;
}

Result<Value> mongo_document(std::string_view message) {
  constexpr std::size_t start = mongo_header_size + 5;
  // A checksum, more replies to come, or a sequence of documents: nobody asked for any of these.
  if (message.size() < start + 5 || number_at(message, mongo_header_size) != 0 || message[start - 1] != '\0') {
    return spoke_wrongly();
  }
  const auto body = message.substr(start);
  if (number_at(body, 0) != body.size()) {
    return spoke_wrongly();
  }
  bson_iter_t at;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libbson's interface takes bytes as unsigned
  if (!bson_iter_init_from_data(&at, reinterpret_cast<const std::uint8_t*>(body.data()), body.size())) {
    return spoke_wrongly();
  }
  std::size_t elements = 0;
  return read_level(at, false, 0, elements);
}

}  // namespace labcheck::observe
