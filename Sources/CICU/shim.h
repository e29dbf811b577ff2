#pragma once
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/upluralrules.h>

// ICU's functions carry the library's version in their names by macro (u_strToUTF8_72), which Swift does not see;
// these are the names that stay.

static inline UPluralRules *cicu_plural_rules_open(const char *locale, UErrorCode *status) {
  return uplrules_open(locale, status);
}

static inline void cicu_plural_rules_close(UPluralRules *rules) { uplrules_close(rules); }

static inline int32_t cicu_plural_category(
    const UPluralRules *rules, double number, UChar *keyword, int32_t capacity, UErrorCode *status) {
  return uplrules_select(rules, number, keyword, capacity, status);
}

static inline UListFormatter *cicu_list_format_open(const char *locale, UErrorCode *status) {
  return ulistfmt_open(locale, status);
}

static inline void cicu_list_format_close(UListFormatter *format) { ulistfmt_close(format); }

static inline int32_t cicu_list_format(
    const UListFormatter *format, const UChar *const strings[], const int32_t *lengths, int32_t count,
    UChar *result, int32_t capacity, UErrorCode *status) {
  return ulistfmt_format(format, strings, lengths, count, result, capacity, status);
}

// The instances are ICU's own: never closed, and safe to use from any thread.

static inline const UNormalizer2 *cicu_casefold(UErrorCode *status) { return unorm2_getNFKCCasefoldInstance(status); }

static inline const UNormalizer2 *cicu_decompose(UErrorCode *status) { return unorm2_getNFDInstance(status); }

static inline int32_t cicu_normalize(
    const UNormalizer2 *normalizer, const UChar *text, int32_t length, UChar *result, int32_t capacity,
    UErrorCode *status) {
  return unorm2_normalize(normalizer, text, length, result, capacity, status);
}

static inline int cicu_failed(UErrorCode status) { return U_FAILURE(status); }
