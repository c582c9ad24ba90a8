#ifndef PLAIN_LOOP_H
#define PLAIN_LOOP_H
#include <stddef.h>
#include <stdint.h>

/* The least that a report on ongoing spells can do: rows ordered by unit, person and first day are joined over gaps of at most `gap`
   days, and each spell counts once in every month that it touches, by sex. What a report in Swift is measured against.

   month_of: for each day from first_of_window on, the month's place. counts: months x 4, by sex.
   Returns the number of spells that touch the window. */
static inline int64_t plain_loop(
    const int32_t *unit, const int32_t *person, const int32_t *first, const int32_t *last, const uint8_t *sex, size_t rows, int32_t gap,
    const int32_t *month_of, int32_t first_of_window, int32_t days, int32_t *counts) {
    int64_t spells = 0;
    size_t row = 0;
    while (row < rows) {
        int32_t start = first[row], end = last[row];
        size_t next = row + 1;
        while (next < rows && person[next] == person[row] && unit[next] == unit[row] && first[next] - end <= gap + 1) {
            if (last[next] > end) end = last[next];
            next++;
        }
        int32_t from = start - first_of_window, through = end - first_of_window;
        if (from < days && through >= 0) {
            if (from < 0) from = 0;
            if (through >= days) through = days - 1;
            spells++;
            for (int32_t month = month_of[from]; month <= month_of[through]; month++) counts[month * 4 + (sex[person[row]] & 3)]++;
        }
        row = next;
    }
    return spells;
}

#endif
