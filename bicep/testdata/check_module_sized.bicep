param size 'small' | 'large'

output size string = size
