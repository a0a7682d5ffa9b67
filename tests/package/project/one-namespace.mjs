import { layers } from 'layerbook'

export const layer = layers.dense({ units: 3 })
