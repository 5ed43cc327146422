/* Holds the declarations in Sources/CPango/shim.h to the headers of Cairo and Pango.

   cc -fsyntax-only $(pkg-config --cflags pangocairo) Tests/Interoperability/drawing_headers.c

   Compiles if every function is declared as it is there and every constant has its value. */
#include <cairo-svg.h>
#include <pango/pangocairo.h>

#define ASRSH_REAL_HEADERS
#include "../../Sources/CPango/shim.h"

#define SAME_FUNCTION(result, name, ...) \
  _Static_assert(__builtin_types_compatible_p(__typeof__(&name), result (*)(__VA_ARGS__)), #name);
ASRSH_DRAWING_FUNCTIONS(SAME_FUNCTION)

#define SAME_VALUE(ours, theirs) _Static_assert((int)(ours) == (int)(theirs), #theirs);
SAME_VALUE(asrsh_format_rgb24, CAIRO_FORMAT_RGB24)
SAME_VALUE(asrsh_filter_nearest, CAIRO_FILTER_NEAREST)
SAME_VALUE(asrsh_line_cap_round, CAIRO_LINE_CAP_ROUND)
SAME_VALUE(asrsh_line_join_round, CAIRO_LINE_JOIN_ROUND)
SAME_VALUE(asrsh_svg_unit_px, CAIRO_SVG_UNIT_PX)
SAME_VALUE(asrsh_antialias_gray, CAIRO_ANTIALIAS_GRAY)
SAME_VALUE(asrsh_hint_style_none, CAIRO_HINT_STYLE_NONE)
SAME_VALUE(asrsh_hint_metrics_off, CAIRO_HINT_METRICS_OFF)
SAME_VALUE(asrsh_pango_scale, PANGO_SCALE)
SAME_VALUE(asrsh_pango_weight_normal, PANGO_WEIGHT_NORMAL)
SAME_VALUE(asrsh_pango_weight_bold, PANGO_WEIGHT_BOLD)
SAME_VALUE(asrsh_pango_wrap_word_char, PANGO_WRAP_WORD_CHAR)
SAME_VALUE(asrsh_pango_ellipsize_end, PANGO_ELLIPSIZE_END)

/* The types that stand in for enumerations, and the one structure. */
_Static_assert(sizeof(cairo_status_t) == sizeof(unsigned int), "cairo_status_t");
_Static_assert(sizeof(PangoWeight) == sizeof(unsigned int), "PangoWeight");
_Static_assert(sizeof(PangoRectangle) == 4 * sizeof(int), "PangoRectangle");
