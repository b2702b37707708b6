#include "model/expression_functions.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace ampslint {
namespace {

constexpr std::string_view legacy_functions = "libamps_udf_legacy_compatibility.so";
constexpr std::string_view experimental_functions = "libamps_udf_experimental.so";

// "AMPS Functions" of the AMPS manual, sorted.
constexpr auto functions = std::to_array<ExpressionFunction>({
    {"ABS", 1, 1},
    {"ACOS", 1, 1},
    {"AMPS_GROUP_NAME", 0, 0},
    {"AMPS_INSTANCE_NAME", 0, 0},
    {"ANY", 1, 1, true},
    {"ARRAY_COUNT", 1, 1},
    {"ARRAY_MAX", 1, 1},
    {"ARRAY_MIN", 1, 1},
    {"ARRAY_SUM", 1, 1},
    {"ARRAY_TO_STRING", 3, 3},
    {"ASIN", 1, 1},
    {"ATAN", 1, 1},
    {"ATAN2", 2, 2},
    {"AVG", 1, 1, true},
    {"BOOKMARK", 0, 0},
    {"CEILING", 1, 1},
    {"CHAR_VALUE", 1, 1},
    {"CLIENT_NAME", 0, 0},
    {"CLIENT_VERSION", 0, 0},
    {"COALESCE", 1, any_number},
    {"CONCAT", 1, any_number},
    {"CONNECTION_NAME", 0, 0},
    {"CORRELATION_ID", 0, 0},
    {"COS", 1, 1},
    {"COSH", 1, 1},
    {"COT", 1, 1},
    {"COUNT", 1, 1, true},
    {"COUNT_DISTINCT", 1, 1, true},
    {"CRC32", 1, 1},
    {"CRC64", 1, 1},
    {"DATE", 1, 1, false, legacy_functions},
    {"DATE_UTC", 1, 1, false, legacy_functions},
    {"DAY", 1, 1, false, legacy_functions},
    {"DEGREES", 1, 1},
    {"EXP", 1, 1},
    {"FALSE_VALUE", 0, 0},
    {"FLOOR", 1, 1},
    {"GEO_DISTANCE", 4, 4},
    {"GREATEST", 1, any_number},
    {"GROUP_CONCAT", 1, 2, true},
    {"IF", 3, 3},
    {"INSTR", 2, 2},
    {"INSTR_I", 2, 2},
    {"LAST_LEASED", 0, 0},
    {"LAST_READ", 0, 0},
    {"LAST_UPDATED", 0, 0},
    {"LEASE_COUNT", 0, 0},
    {"LEAST", 1, any_number},
    {"LEFT", 2, 2},
    {"LENGTH", 1, 1},
    {"LN", 1, 1},
    {"LOG10", 1, 1},
    {"LOG2", 1, 1},
    {"LOWER", 1, 1},
    {"LTRIM", 1, 2},
    {"MAX", 1, 1, true},
    {"MD5", 1, 1},
    {"MESSAGE_SIZE", 0, 0},
    {"MIN", 1, 1, true},
    {"MONTH", 1, 1, false, legacy_functions},
    {"NAN_VALUE", 0, 0},
    {"POWER", 2, 2},
    {"RADIANS", 1, 1},
    {"REGEXP_MATCH", 2, 2},
    {"REGEXP_REPLACE", 3, 3},
    {"REMOTE_ADDRESS", 0, 0},
    {"REPLACE", 3, 3},
    {"REVERSE", 1, 1},
    {"RIGHT", 2, 2},
    {"ROUND", 1, 2},
    {"RTRIM", 1, 2},
    {"SIGN", 1, 1},
    {"SIN", 1, 1},
    {"SINH", 1, 1},
    {"SOW_KEY", 0, 0},
    {"SOW_KEY_HASH", 0, 0},
    {"SQRT", 1, 1},
    {"STDDEV_POP", 1, 1, true},
    {"STDDEV_SAMP", 1, 1, true},
    {"STREQUAL_I", 2, 2},
    {"STRFTIME", 2, 2},
    {"STRPTIME", 2, 2},
    {"SUBSTR", 2, 3},
    {"SUM", 1, 1, true},
    {"TAN", 1, 1},
    {"TANH", 1, 1},
    {"TIMEZONEOFFSET", 0, 0, false, legacy_functions},
    {"TODAY", 0, 0, false, legacy_functions},
    {"TODAY_UTC", 0, 0, false, legacy_functions},
    {"TOPIC_NAME", 0, 0},
    {"TRIM", 1, 2},
    {"TRUE_VALUE", 0, 0},
    {"UNIQUE", 1, 1, true},
    {"UNIX_TIMESTAMP", 0, 0},
    {"UPPER", 1, 1},
    {"USER", 0, 0},
    {"UUID7", 0, 0},
    {"VALUE_LOOKUP", 2, any_number, false, experimental_functions},
    {"WIDTH_BUCKET", 4, 4},
    {"YEAR", 1, 1, false, legacy_functions},
});

}  // namespace

const ExpressionFunction* find_function(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto at =
      std::ranges::lower_bound(functions, std::string_view(upper), {}, &ExpressionFunction::name);
  return at != functions.end() && at->name == upper ? &*at : nullptr;
}

std::string_view library_of_function(std::string_view name) {
  const ExpressionFunction* function = find_function(name);
  return function == nullptr ? std::string_view() : function->library;
}

std::vector<std::string_view> built_in_functions() {
  std::vector<std::string_view> names;
  for (const ExpressionFunction& function : functions) names.push_back(function.name);
  return names;
}

}  // namespace ampslint
