// ERROR@+1 BCP091 "reading '.*check_module_nowhere\.bicep'"
module m 'check_module_nowhere.bicep' = {
  name: 'm'
}
