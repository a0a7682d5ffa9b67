import { localeNames, type Locale } from './locales.ts'

const base = import.meta.env.BASE_URL.replace(/\/$/, '')

/** The address of a page of the book: `pageHref('zh', 'layers/core/dense')`. */
export const pageHref = (locale: Locale, page = ''): string => `${base}/${locale}/${page ? `${page}/` : ''}`

export const fileHref = (file: string): string => `${base}/${file}`

/** The same page in another language; the language's home where the address is in none. */
export function twinHref(pathname: string, locale: Locale): string {
  const [, first, ...rest] = pathname.slice(base.length).split('/')
  const inside = localeNames.some((name) => name === first)
  return `${base}/${locale}/${inside ? rest.join('/') : ''}`
}
