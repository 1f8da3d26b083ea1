param a string
// ERROR@+1 BCP002 "found the end of the file inside a comment"
/* never closed
