// ERROR@+1 BCP226 "found no code in #disable-next-line"
#disable-next-line
param a string
// ERROR@+1 BCP226 "found no code in #restore-diagnostics"
#restore-diagnostics   // nothing
param b string
