import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { families } from '../../src/catalog/families.ts'
import { defaultLocale, localeNames, locales } from './locales.ts'
import { translator, type Strings } from './strings.ts'

/**
 * The sidebar, from the folders there are: the guides in the order their frontmatter gives, then the layers
 * by family. Titles are the pages' own.
 */
export function sidebar(root: URL) {
  const content = new URL('content/', root)

  const pages = (folder: string): string[] => {
    const at = new URL(`${folder}/`, content)
    if (!existsSync(at)) return []
    return readdirSync(at)
      .filter((name) => existsSync(new URL(`${name}/${defaultLocale}.mdx`, at)))
      .map((name) => `${folder}/${name}`)
      .sort()
  }
  const order = (page: string): number => {
    const text = readFileSync(new URL(`${page}/${defaultLocale}.mdx`, content), 'utf8')
    return Number(/^sidebar:\n\s+order: (\d+)/m.exec(text)?.[1] ?? Number.MAX_SAFE_INTEGER)
  }

  const translate = localeNames.map((name) => {
    const file = new URL(`i18n/${locales[name].lang}.json`, content)
    return [locales[name].lang, translator(JSON.parse(readFileSync(file, 'utf8')) as Strings)] as const
  })
  const group = (key: string, slugs: string[]) => ({
    label: key,
    translations: Object.fromEntries(translate.map(([lang, t]) => [lang, t(key)])),
    items: slugs,
  })

  const guides = pages('guides').sort((a, b) => order(a) - order(b))
  return [
    group('site.guides', guides),
    ...families.map((family) => group(`families.${family}`, pages(`layers/${family}`))),
  ].filter(({ items }) => items.length > 0)
}
