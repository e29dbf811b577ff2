#pragma once
#include <unicode/uloc.h>
