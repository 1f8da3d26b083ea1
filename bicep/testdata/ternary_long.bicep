param environment string
param first object
param second object

var short = environment == 'prod' ? 3 : 1
var long = environment == 'production' || environment == 'staging' || environment == 'disaster-recovery'
  ? 'a long text for the environments that matter'
  : 'a text for the others'
var nested = environment == 'production' || environment == 'staging'
  ? 'a long text for the environments that matter'
  : environment == 'development'
      ? 'another long text, for the environment of the developers'
      : 'a text that is not as short as it could be, but longer'
var objects = environment == 'prod'
  ? {
      a: first
    }
  : {
      b: second
    }
