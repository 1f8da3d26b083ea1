// ERROR@+0 BCP261 "found no 'using'"
param name = 3
