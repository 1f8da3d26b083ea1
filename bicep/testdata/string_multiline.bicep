var script = '''
#!/bin/sh
echo 'quoted' ${not_a_hole} \n
'''
var inline = '''one line'''
var quotes = '''It''s ''quoted''''
var empty = ''''''
