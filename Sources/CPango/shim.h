#ifndef ASRSH_CPANGO_H
#define ASRSH_CPANGO_H

/* Cairo and Pango, loaded when the first picture is drawn.

   Linked like other libraries, these and the 40 that they need would cost every start of the program
   some milliseconds, also where no picture is drawn. So nothing is linked: the functions are found
   with dlopen and kept in a table. Their declarations stand here, once, and
   Tests/Interoperability/drawing_headers.c holds them to the real headers. */

#include <dlfcn.h>
#include <stddef.h>

#ifndef ASRSH_REAL_HEADERS
typedef struct _cairo cairo_t;
typedef struct _cairo_surface cairo_surface_t;
typedef struct _cairo_pattern cairo_pattern_t;
typedef struct _cairo_font_options cairo_font_options_t;
typedef unsigned int cairo_status_t;
typedef unsigned int cairo_format_t;
typedef unsigned int cairo_filter_t;
typedef unsigned int cairo_line_cap_t;
typedef unsigned int cairo_line_join_t;
typedef unsigned int cairo_svg_unit_t;
typedef unsigned int cairo_antialias_t;
typedef unsigned int cairo_hint_style_t;
typedef unsigned int cairo_hint_metrics_t;
typedef cairo_status_t (*cairo_write_func_t)(void *, const unsigned char *, unsigned int);

typedef int gboolean;
typedef void *gpointer;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLanguage PangoLanguage;
typedef struct _PangoLayout PangoLayout;
typedef struct { int x, y, width, height; } PangoRectangle;
typedef unsigned int PangoWeight;
typedef unsigned int PangoWrapMode;
typedef unsigned int PangoEllipsizeMode;
#endif

/* The values of the enumerations that are used. */
enum {
  asrsh_format_rgb24 = 1,
  asrsh_filter_nearest = 3,
  asrsh_line_cap_round = 1,
  asrsh_line_join_round = 1,
  asrsh_svg_unit_px = 3,
  asrsh_antialias_gray = 2,
  asrsh_hint_style_none = 1,
  asrsh_hint_metrics_off = 1,
  asrsh_pango_scale = 1024,
  asrsh_pango_weight_normal = 400,
  asrsh_pango_weight_bold = 700,
  asrsh_pango_wrap_word_char = 2,
  asrsh_pango_ellipsize_end = 3
};

/* The functions: what they give, their name, what they take. */
#define ASRSH_DRAWING_FUNCTIONS(FUNCTION) \
  FUNCTION(cairo_surface_t *, cairo_svg_surface_create_for_stream, \
           cairo_write_func_t, void *, double, double) \
  FUNCTION(void, cairo_svg_surface_set_document_unit, cairo_surface_t *, cairo_svg_unit_t) \
  FUNCTION(cairo_surface_t *, cairo_image_surface_create, cairo_format_t, int, int) \
  FUNCTION(unsigned char *, cairo_image_surface_get_data, cairo_surface_t *) \
  FUNCTION(int, cairo_image_surface_get_stride, cairo_surface_t *) \
  FUNCTION(cairo_status_t, cairo_surface_write_to_png_stream, \
           cairo_surface_t *, cairo_write_func_t, void *) \
  FUNCTION(void, cairo_surface_flush, cairo_surface_t *) \
  FUNCTION(void, cairo_surface_mark_dirty, cairo_surface_t *) \
  FUNCTION(void, cairo_surface_finish, cairo_surface_t *) \
  FUNCTION(void, cairo_surface_destroy, cairo_surface_t *) \
  FUNCTION(cairo_status_t, cairo_surface_status, cairo_surface_t *) \
  FUNCTION(const char *, cairo_status_to_string, cairo_status_t) \
  FUNCTION(cairo_t *, cairo_create, cairo_surface_t *) \
  FUNCTION(void, cairo_destroy, cairo_t *) \
  FUNCTION(cairo_status_t, cairo_status, cairo_t *) \
  FUNCTION(void, cairo_save, cairo_t *) \
  FUNCTION(void, cairo_restore, cairo_t *) \
  FUNCTION(void, cairo_scale, cairo_t *, double, double) \
  FUNCTION(void, cairo_translate, cairo_t *, double, double) \
  FUNCTION(void, cairo_rotate, cairo_t *, double) \
  FUNCTION(void, cairo_move_to, cairo_t *, double, double) \
  FUNCTION(void, cairo_line_to, cairo_t *, double, double) \
  FUNCTION(void, cairo_arc, cairo_t *, double, double, double, double, double) \
  FUNCTION(void, cairo_rectangle, cairo_t *, double, double, double, double) \
  FUNCTION(void, cairo_new_sub_path, cairo_t *) \
  FUNCTION(void, cairo_close_path, cairo_t *) \
  FUNCTION(void, cairo_clip, cairo_t *) \
  FUNCTION(void, cairo_fill, cairo_t *) \
  FUNCTION(void, cairo_stroke, cairo_t *) \
  FUNCTION(void, cairo_paint, cairo_t *) \
  FUNCTION(void, cairo_set_source_rgba, cairo_t *, double, double, double, double) \
  FUNCTION(void, cairo_set_source_surface, cairo_t *, cairo_surface_t *, double, double) \
  FUNCTION(cairo_pattern_t *, cairo_get_source, cairo_t *) \
  FUNCTION(void, cairo_pattern_set_filter, cairo_pattern_t *, cairo_filter_t) \
  FUNCTION(void, cairo_set_line_width, cairo_t *, double) \
  FUNCTION(void, cairo_set_line_cap, cairo_t *, cairo_line_cap_t) \
  FUNCTION(void, cairo_set_line_join, cairo_t *, cairo_line_join_t) \
  FUNCTION(void, cairo_set_dash, cairo_t *, const double *, int, double) \
  FUNCTION(cairo_font_options_t *, cairo_font_options_create, void) \
  FUNCTION(void, cairo_font_options_destroy, cairo_font_options_t *) \
  FUNCTION(void, cairo_font_options_set_antialias, cairo_font_options_t *, cairo_antialias_t) \
  FUNCTION(void, cairo_font_options_set_hint_style, cairo_font_options_t *, cairo_hint_style_t) \
  FUNCTION(void, cairo_font_options_set_hint_metrics, \
           cairo_font_options_t *, cairo_hint_metrics_t) \
  FUNCTION(PangoFontMap *, pango_cairo_font_map_get_default, void) \
  FUNCTION(PangoContext *, pango_font_map_create_context, PangoFontMap *) \
  FUNCTION(void, pango_cairo_context_set_font_options, \
           PangoContext *, const cairo_font_options_t *) \
  FUNCTION(void, pango_context_set_round_glyph_positions, PangoContext *, gboolean) \
  FUNCTION(PangoLanguage *, pango_language_from_string, const char *) \
  FUNCTION(void, pango_context_set_language, PangoContext *, PangoLanguage *) \
  FUNCTION(PangoFontDescription *, pango_font_description_new, void) \
  FUNCTION(void, pango_font_description_free, PangoFontDescription *) \
  FUNCTION(void, pango_font_description_set_family, PangoFontDescription *, const char *) \
  FUNCTION(void, pango_font_description_set_absolute_size, PangoFontDescription *, double) \
  FUNCTION(void, pango_font_description_set_weight, PangoFontDescription *, PangoWeight) \
  FUNCTION(PangoLayout *, pango_layout_new, PangoContext *) \
  FUNCTION(void, pango_layout_set_font_description, PangoLayout *, const PangoFontDescription *) \
  FUNCTION(void, pango_layout_set_text, PangoLayout *, const char *, int) \
  FUNCTION(void, pango_layout_set_width, PangoLayout *, int) \
  FUNCTION(void, pango_layout_set_height, PangoLayout *, int) \
  FUNCTION(void, pango_layout_set_wrap, PangoLayout *, PangoWrapMode) \
  FUNCTION(void, pango_layout_set_ellipsize, PangoLayout *, PangoEllipsizeMode) \
  FUNCTION(void, pango_layout_get_extents, PangoLayout *, PangoRectangle *, PangoRectangle *) \
  FUNCTION(int, pango_layout_get_unknown_glyphs_count, PangoLayout *) \
  FUNCTION(void, pango_cairo_show_layout, cairo_t *, PangoLayout *) \
  FUNCTION(void, g_object_unref, gpointer)

/* The table; no pointer in it is null, unless loading has failed. */
typedef struct {
#define ASRSH_POINTER(result, name, ...) result (*name)(__VA_ARGS__);
  ASRSH_DRAWING_FUNCTIONS(ASRSH_POINTER)
#undef ASRSH_POINTER
} asrsh_drawing_functions;

/* Loads a library and those that it needs, whose code stays for as long as the program runs.
   `problem` is set to what the system says, in storage of its own, if one or a function is missing. */
static inline asrsh_drawing_functions asrsh_load_drawing(const char *name, const char **problem) {
  asrsh_drawing_functions table = {0};
  void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  *problem = library ? NULL : dlerror();
  /* What a library needs is searched too: here Pango, Cairo and GObject. */
#define ASRSH_FIND(result, name, ...) \
  if (!*problem) { \
    void *found = dlsym(library, #name); \
    if (!found) *problem = dlerror(); \
    table.name = (result (*)(__VA_ARGS__))found; \
  }
  ASRSH_DRAWING_FUNCTIONS(ASRSH_FIND)
#undef ASRSH_FIND
  return table;
}

#endif
