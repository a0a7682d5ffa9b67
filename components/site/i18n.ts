import { ERROR_TEMPLATES } from '../../src/keras/index.ts'
import { defaultLocale, localeNames, locales, type Locale } from './locales.ts'
import { differences, merge, translator, type Strings, type Translate } from './strings.ts'

// For the build only: in a client bundle this glob would bring every string of every language.
const files = import.meta.glob<Strings>('../../content/i18n/**/*.json', { eager: true, import: 'default' })

function load(locale: Locale): Strings {
  const ending = new RegExp(`[/.]${locales[locale].lang}\\.json$`)
  const own = Object.entries(files)
    .filter(([path]) => ending.test(path))
    .reduce<Strings>((all, [, strings]) => merge(all, strings), {})
  // A refusal is told in the library's English until a language has its own words for it.
  return { ...own, errors: { ...ERROR_TEMPLATES, ...(own['errors'] as Strings | undefined) } }
}

const loaded = new Map(localeNames.map((locale) => [locale, load(locale)]))

// Refusals follow the library's own table and are held against it by a test; all else is checked here.
const withoutErrors = (locale: Locale): Strings => ({ ...loaded.get(locale)!, errors: {} })
for (const locale of localeNames) {
  const found = differences(withoutErrors(defaultLocale), withoutErrors(locale))
  if (found.length) throw new Error(`content/i18n, ${defaultLocale} and ${locale}:\n  ${found.join('\n  ')}`)
}

/** All interface strings of a language; English refusals are the library's own messages. Files: content/i18n/<lang>.json and content/i18n/parts/<area>.<lang>.json. */
export const useStrings = (locale: Locale): Strings => loaded.get(locale)!

export const useTranslate = (locale: Locale): Translate => translator(useStrings(locale))

export { pick } from './strings.ts'
