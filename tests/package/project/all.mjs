import { fromConfig } from 'layerbook'

export const layer = fromConfig('Dense', { units: 3 })
