#include <labcheck/value.hpp>

template class nlohmann::basic_json<>;
template nlohmann::json nlohmann::json::parse<const char*>(const char*, const char*,
                                                           const nlohmann::json::parser_callback_t, const bool,
                                                           const bool);
