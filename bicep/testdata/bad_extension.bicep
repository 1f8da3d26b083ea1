extension // ERROR BCP201 "wanted the name or the address"
extension a b // ERROR BCP305 "found 'b', wanted 'with', 'as' or a new line"
extension a as // ERROR BCP202 "wanted the name of the extension"
extension a with // ERROR BCP018 "wanted '{'"
