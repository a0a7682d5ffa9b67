import { readdirSync } from 'node:fs'

const LOCALES = ['zh', 'en'] as const

/** Every layer folder: `convolution/conv2d`. A new one is tested by being there. */
export const LAYERS = readdirSync('content/layers', { withFileTypes: true })
  .filter((family) => family.isDirectory())
  .flatMap((family) => readdirSync(`content/layers/${family.name}`).map((layer) => `${family.name}/${layer}`))
  .sort()

const GUIDES = readdirSync('content/guides')

export const layerPath = (locale: string, layer: string) => `/${locale}/layers/${layer}/`

export const ALL_PAGES = LOCALES.flatMap((locale) => [
  `/${locale}/`,
  ...LAYERS.map((layer) => layerPath(locale, layer)),
  ...GUIDES.map((guide) => `/${locale}/guides/${guide}/`),
])
