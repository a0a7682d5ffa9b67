/** The languages of the book. The key is the first part of every URL and the name of a page's twin file. */
export const locales = {
  zh: { label: '中文', lang: 'zh-CN' },
  en: { label: 'English', lang: 'en' },
} as const

export type Locale = keyof typeof locales

export const defaultLocale: Locale = 'zh'

export const localeNames = Object.keys(locales) as Locale[]

export const isLocale = (value: string | undefined): value is Locale =>
  value !== undefined && value in locales

/** The language of a twin file (`…/zh.mdx`, `…/en.mdx`), by its name. */
export const localeOfFile = (path: string): Locale | undefined => {
  const name = path.split(/[\\/]/).at(-1)?.split('.')[0]
  return isLocale(name) ? name : undefined
}
