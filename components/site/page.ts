import { getCollection, type CollectionEntry } from 'astro:content'
import { families, type Family } from '../../src/catalog/families.ts'
import { defaultLocale, isLocale, localeNames, type Locale } from './locales.ts'

/** Where a page stands, from its id: `zh/layers/convolution/conv2d`. */
export interface Place {
  readonly locale: Locale
  /** The address without the language: `layers/convolution/conv2d`; empty for the home page. */
  readonly page: string
  /** `convolution/conv2d` on a layer's page. */
  readonly layer: string | undefined
  readonly family: Family | undefined
}

export function placeOf(id: string): Place {
  const [first, ...rest] = id.split('/')
  const locale = isLocale(first) ? first : defaultLocale
  const layer = rest[0] === 'layers' ? rest.slice(1).join('/') : undefined
  return {
    locale,
    page: rest.join('/'),
    layer,
    family: families.find((family) => family === rest[1] && layer),
  }
}

export type Page = CollectionEntry<'docs'>

export const pages: readonly Page[] = await getCollection('docs')

/** The name of the picture that stands for a page where it is linked to; see pages/og. */
export const cardOf = (id: string): string => id.replaceAll('/', '-')

export const findPage = (locale: Locale, page: string): Page | undefined =>
  pages.find(({ id }) => id === (page ? `${locale}/${page}` : locale))

/** A page in the other languages. */
export const twinsOf = ({ locale, page }: Place): Page[] =>
  localeNames.filter((name) => name !== locale).flatMap((name) => findPage(name, page) ?? [])

export interface LayerPage {
  readonly layer: string
  readonly family: Family
  readonly title: string
  readonly summary: string
}

/** The layers that have a page, by family in the book's order, then by folder. */
export function layerPages(locale: Locale): LayerPage[] {
  return pages
    .flatMap(({ id, data }): LayerPage[] => {
      const place = placeOf(id)
      if (place.locale !== locale || !place.layer || !place.family) return []
      if (!data.summary) throw new Error(`content/layers/${place.layer}/${locale}.mdx: no summary`)
      return [{ layer: place.layer, family: place.family, title: data.title, summary: data.summary }]
    })
    .sort((a, b) => families.indexOf(a.family) - families.indexOf(b.family) || (a.layer < b.layer ? -1 : 1))
}
