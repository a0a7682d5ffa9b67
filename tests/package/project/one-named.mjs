import { dense } from 'layerbook/layers'

export const layer = dense({ units: 3 })
