#ifndef ASRSH_CEDIT_H
#define ASRSH_CEDIT_H

#include <histedit.h>
#include <stdio.h>

/* The settings of libedit are C-variadic functions, which Swift cannot call: one wrapper each. */

typedef unsigned char (*asrsh_edit_function)(EditLine *, int);
typedef char *(*asrsh_prompt_function)(EditLine *);

/* What stands between two of these in a prompt takes no columns. */
#define ASRSH_PROMPT_ESCAPE '\1'

static inline int asrsh_set_prompt(EditLine *editor, asrsh_prompt_function prompt) {
  return el_set(editor, EL_PROMPT_ESC, prompt, ASRSH_PROMPT_ESCAPE);
}

static inline int asrsh_set_signal_handling(EditLine *editor, int on) {
  return el_set(editor, EL_SIGNAL, on);
}

static inline int asrsh_set_editor(EditLine *editor, const char *name) {
  return el_set(editor, EL_EDITOR, name);
}

static inline int asrsh_get_editor(EditLine *editor, const char **name) {
  return el_get(editor, EL_EDITOR, name);
}

static inline int asrsh_add_function(
    EditLine *editor, const char *name, const char *help, asrsh_edit_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

static inline int asrsh_bind(EditLine *editor, const char *keys, const char *function) {
  return el_set(editor, EL_BIND, keys, function, NULL);
}

/* Binds in vi's command mode. */
static inline int asrsh_bind_alternative(
    EditLine *editor, const char *keys, const char *function) {
  return el_set(editor, EL_BIND, "-a", keys, function, NULL);
}

static inline int asrsh_set_reader(EditLine *editor, el_rfunc_t reader) {
  return el_set(editor, EL_GETCFN, reader);
}

static inline int asrsh_set_client_data(EditLine *editor, void *data) {
  return el_set(editor, EL_CLIENTDATA, data);
}

static inline int asrsh_get_client_data(EditLine *editor, void **data) {
  return el_get(editor, EL_CLIENTDATA, data);
}

/* Draws prompt and line anew from where the cursor of the terminal stands. */
static inline int asrsh_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }

/* Puts the terminal into the mode for editing, or back into the one it had. */
static inline int asrsh_prepare_terminal(EditLine *editor, int on) {
  return el_set(editor, EL_PREP_TERM, on);
}

static inline int asrsh_set_history(EditLine *editor, History *entries) {
  return el_set(editor, EL_HIST, history, entries);
}

static inline int asrsh_history_set_size(History *entries, int size) {
  HistEvent event;
  return history(entries, &event, H_SETSIZE, size);
}

static inline int asrsh_history_enter(History *entries, const char *line) {
  HistEvent event;
  return history(entries, &event, H_ENTER, line);
}

static inline int asrsh_history_clear(History *entries) {
  HistEvent event;
  return history(entries, &event, H_CLEAR);
}

/* The standard streams are variables in C, which Swift 6 takes for shared mutable state. */

static inline FILE *asrsh_stdin(void) { return stdin; }
static inline FILE *asrsh_stdout(void) { return stdout; }
static inline FILE *asrsh_stderr(void) { return stderr; }

#endif
