targetScope = 'galaxy' // ERROR BCP033 "found ''galaxy'', wanted ''managementGroup' \| 'resourceGroup' \|"
