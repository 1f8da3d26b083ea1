param region 'australiaeast' | 'brazilsouth' | 'canadacentral' | 'eastus' | 'germanywestcentral' | 'northeurope' | 'southeastasia'
type short = | 'a'
  | 'b'
type commented = 'a' // the first
  | 'b' // the second
