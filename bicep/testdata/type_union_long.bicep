type region =
  | 'australiaeast'
  | 'brazilsouth'
  | 'canadacentral'
  | 'eastus'
  | 'germanywestcentral'
  | 'northeurope'
  | 'southeastasia'
  | 'westeurope'
