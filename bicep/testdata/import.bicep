import { accountName, sizes as allSizes } from 'shared.bicep'
import * as shared from 'shared.bicep'
import {
  one
  'two-words' as two
} from 'br:example.azurecr.io/types:1.0'

output name string = shared.accountName('x')
