#include "plain_loop.h"

int64_t plain_loop(
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
