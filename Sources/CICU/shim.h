#pragma once
#include <unicode/ucal.h>
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

// Time zones and their wall clocks; a calendar is not lenient, so that there is no 31 February.

static inline int cicu_knows_zone(const UChar *zone, int32_t length, UErrorCode *status) {
  UChar canonical[128];
  UBool is_known = 0;
  ucal_getCanonicalTimeZoneID(zone, length, canonical, 128, &is_known, status);
  return is_known;
}

static inline UCalendar *cicu_calendar_open(const UChar *zone, int32_t length, UErrorCode *status) {
  UCalendar *calendar = ucal_open(zone, length, "en", UCAL_GREGORIAN, status);
  if (calendar) ucal_setAttribute(calendar, UCAL_LENIENT, 0);
  return calendar;
}

static inline void cicu_calendar_close(UCalendar *calendar) { ucal_close(calendar); }

static inline double cicu_calendar_milliseconds(
    UCalendar *calendar, int32_t year, int32_t month, int32_t day, int32_t hour, int32_t minute, UErrorCode *status) {
  ucal_clear(calendar);
  ucal_setDateTime(calendar, year, month - 1, day, hour, minute, 0, status);
  return ucal_getMillis(calendar, status);
}

static inline void cicu_calendar_day(
    UCalendar *calendar, double milliseconds, int32_t *year, int32_t *month, int32_t *day, UErrorCode *status) {
  ucal_setMillis(calendar, milliseconds, status);
  *year = ucal_get(calendar, UCAL_YEAR, status);
  *month = ucal_get(calendar, UCAL_MONTH, status) + 1;
  *day = ucal_get(calendar, UCAL_DATE, status);
}

static inline UEnumeration *cicu_zones_open(UErrorCode *status) {
  return ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, NULL, NULL, status);
}

static inline void cicu_zones_close(UEnumeration *zones) { uenum_close(zones); }

static inline const char *cicu_zones_next(UEnumeration *zones, UErrorCode *status) {
  return uenum_next(zones, NULL, status);
}

static inline int cicu_failed(UErrorCode status) { return U_FAILURE(status); }
