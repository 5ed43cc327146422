# Prints what Praat reads of a TextGrid, a value a line, the kind of line and its fields with tabs between.
form Dump
  sentence file
endform
grid = Read from file: file$
count = Get number of tiers
begins = Get start time
ends = Get end time
writeInfoLine: "span", tab$, begins, tab$, ends
for tier to count
  isInterval = Is interval tier: tier
  name$ = Get tier name: tier
  if isInterval
    appendInfoLine: "interval", tab$, name$
    intervals = Get number of intervals: tier
    for place to intervals
      begins = Get start time of interval: tier, place
      ends = Get end time of interval: tier, place
      label$ = Get label of interval: tier, place
      appendInfoLine: "entry", tab$, begins, tab$, ends, tab$, replace$ (label$, newline$, "\n", 0)
    endfor
  else
    appendInfoLine: "point", tab$, name$
    points = Get number of points: tier
    for place to points
      at = Get time of point: tier, place
      label$ = Get label of point: tier, place
      appendInfoLine: "entry", tab$, at, tab$, at, tab$, replace$ (label$, newline$, "\n", 0)
    endfor
  endif
endfor
