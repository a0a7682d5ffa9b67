import { isLocale, type Locale } from '../site/locales.ts'

/** The layer folder and the language of a layer page's route id, `zh/layers/convolution/conv2d`. */
export function layerOfRoute(id: string): { layer: string; locale: Locale } {
  const [locale, folder, ...layer] = id.split('/')
  if (!isLocale(locale) || folder !== 'layers' || layer.length !== 2)
    throw new Error(`"${id}" is no layer page`)
  return { layer: layer.join('/'), locale }
}

export const isLayerRoute = (id: string): boolean => /^[a-z]{2}\/layers\/[^/]+\/[^/]+$/.test(id)
