import { globSync, readdirSync } from 'node:fs'
import { dirname, relative } from 'node:path'

const LOCALES = ['zh', 'en'] as const

/** Every layer that has a page: `convolution/conv2d`. A new one is tested by being there. */
export const LAYERS = globSync('content/layers/*/*/layer.ts')
  .map((file) => relative('content/layers', dirname(file)))
  .sort()

const GUIDES = readdirSync('content/guides')

export const layerPath = (locale: string, layer: string) => `/${locale}/layers/${layer}/`

export const ALL_PAGES = LOCALES.flatMap((locale) => [
  `/${locale}/`,
  ...LAYERS.map((layer) => layerPath(locale, layer)),
  ...GUIDES.map((guide) => `/${locale}/guides/${guide}/`),
])
