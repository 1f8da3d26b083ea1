// A comment on a line of its own.
/* One
   of several lines. */
param size int // behind a statement

/* before */ param /* inside */ count int = /* before the value */ 3 /* behind it */

var items = [
  // before the first
  1 // behind the first
  // between

  2
  /* behind the last */
]

var nothing = {
  // only a comment
}
// at the very end
