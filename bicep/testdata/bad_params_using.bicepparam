using 3 // ERROR BCP354 "found '3', wanted the path"
// ERROR@+1 BCP012 "found 'nothing', wanted the word 'none'"
using nothing
extends // ERROR BCP404 "found the end of the line, wanted the path"
