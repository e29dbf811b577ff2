#pragma once
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uenum.h>
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

static inline UEnumeration *cicu_plural_categories_open(const UPluralRules *rules, UErrorCode *status) {
  return uplrules_getKeywords(rules, status);
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

// Time zones and their clocks.

static inline int cicu_knows_zone(const UChar *zone, int32_t length, UErrorCode *status) {
  UChar canonical[128];
  UBool is_known = 0;
  ucal_getCanonicalTimeZoneID(zone, length, canonical, 128, &is_known, status);
  return is_known;
}

// In milliseconds ahead of UTC. The calendar is opened and closed within the call: it is not safe to share.
static inline int32_t cicu_zone_offset(const UChar *zone, int32_t length, double moment, UErrorCode *status) {
  UCalendar *calendar = ucal_open(zone, length, "", UCAL_GREGORIAN, status);
  if (U_FAILURE(*status)) return 0;
  ucal_setMillis(calendar, moment, status);
  int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, status) + ucal_get(calendar, UCAL_DST_OFFSET, status);
  ucal_close(calendar);
  return offset;
}

static inline UEnumeration *cicu_zones_open(UErrorCode *status) {
  return ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, NULL, NULL, status);
}

static inline void cicu_enumeration_close(UEnumeration *names) { uenum_close(names); }

static inline const char *cicu_enumeration_next(UEnumeration *names, UErrorCode *status) {
  return uenum_next(names, NULL, status);
}

// How a language writes what a skeleton such as "yMMMMEEEEd" names; shows moments as UTC does.
static inline UDateFormat *cicu_date_format_open(const char *locale, const UChar *skeleton, UErrorCode *status) {
  UDateTimePatternGenerator *generator = udatpg_open(locale, status);
  if (U_FAILURE(*status)) return NULL;
  UChar pattern[128];
  int32_t length = udatpg_getBestPattern(generator, skeleton, -1, pattern, 128, status);
  udatpg_close(generator);
  static const UChar utc[] = {'U', 'T', 'C', 0};
  return udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, length, status);
}

static inline void cicu_date_format_close(UDateFormat *format) { udat_close(format); }

static inline int32_t cicu_date_format(
    const UDateFormat *format, double moment, UChar *result, int32_t capacity, UErrorCode *status) {
  return udat_format(format, moment, result, capacity, NULL, status);
}

// What one language calls another.
static inline int32_t cicu_language_name(
    const char *language, const char *reader, UChar *result, int32_t capacity, UErrorCode *status) {
  return uloc_getDisplayLanguage(language, reader, result, capacity, status);
}

static inline int cicu_failed(UErrorCode status) { return U_FAILURE(status); }
