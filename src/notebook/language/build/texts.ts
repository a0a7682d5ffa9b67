import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import type { Texts } from '../texts.ts'

const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const
export type TextLocale = keyof typeof LANGUAGES
export const textLocales = Object.keys(LANGUAGES) as TextLocale[]

type Lines = Record<string, string>

/** content/i18n/parts/parameters.<lang>.json. Parameters have their Keras names. */
interface Written {
  /** One line a layer, by its class; a layer without one has its page's summary. */
  layers: Lines
  /** One line a parameter, where it means the same in all layers. */
  common: Lines
  /** By class, where it does not. A layer's page comes before it. */
  own: Record<string, Lines>
  globals: Lines
  settings: Lines
  default: string
}

interface KerasLayer {
  name: string
  python_signature: { param: string; default: unknown; required: boolean }[]
}

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T

const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())

const mapObject = <T, U>(
  object: Readonly<Record<string, T>>,
  change: (name: string, value: T) => [string, U],
) => Object.fromEntries(Object.entries(object).map(([name, value]) => change(name, value)))

/** Which layers' pages there are, by class. */
function pages(): Map<string, string> {
  const declarations = globSync('content/layers/*/*/layer.ts', { cwd: root }).map((path) => join(root, path))
  return new Map(
    declarations.flatMap((path): [string, string][] => {
      const name = /^ {2}keras: '(\w+)'/m.exec(readFileSync(path, 'utf8'))?.[1]
      return name ? [[name, dirname(path)]] : []
    }),
  )
}

/** What a page says of its layer and its parameters, in its frontmatter. */
function frontmatter(folder: string, locale: TextLocale): { summary?: string; params?: Lines } {
  const front = /^---\n([\s\S]*?)\n---$/m.exec(readFileSync(join(folder, `${locale}.mdx`), 'utf8'))?.[1]
  return (parse(front ?? '') as { summary?: string; params?: Lines } | null) ?? {}
}

/** TypeScript's own translation, of what it says of code: without options of its command line, and of JavaScript. */
function messages(locale: TextLocale): Texts['messages'] {
  if (locale === 'en') return null
  const path = createRequire(import.meta.url).resolve('typescript')
  const all = json<Lines>(
    join(dirname(path), LANGUAGES[locale].toLowerCase(), 'diagnosticMessages.generated.json'),
  )
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => /_(?:1\d\d\d|2\d\d\d|17\d\d\d|18\d\d\d)$/.test(key)),
  )
}

export function texts(locale: TextLocale): Texts {
  const written = json<{ parameters: Written }>(
    join(root, `content/i18n/parts/parameters.${LANGUAGES[locale]}.json`),
  ).parameters
  const { layers: signatures } = json<{ layers: KerasLayer[] }>(join(root, 'content/keras_layers.json'))
  const folders = pages()

  const names = new Set(signatures.flatMap(({ python_signature: all }) => all.map(({ param }) => param)))
  /** Names and values as TypeScript has them. */
  const spoken = (line: string): string =>
    line
      .replaceAll(/\b[a-z]+(?:_[a-z\d]+)+\b/g, (word) => (names.has(word) ? camelCase(word) : word))
      .replaceAll(/\bNone\b/g, 'null')
      .replaceAll(/\b(?:True|False)\b/g, (word) => word.toLowerCase())
  const lines = (of: Lines): Lines => mapObject(of, (name, line) => [camelCase(name), spoken(line)])

  const defaults = (className: string): Lines => {
    const signature = signatures.find(({ name }) => name === className)?.python_signature ?? []
    return Object.fromEntries(
      signature
        .filter(({ param, required }) => !required && !param.startsWith('*'))
        .map(({ param, default: value }) => [camelCase(param), code(value)]),
    )
  }
  return {
    messages: messages(locale),
    layers: Object.fromEntries(
      [...new Set([...Object.keys(written.layers), ...folders.keys()])].map((name) => {
        const page = folders.has(name) ? frontmatter(folders.get(name)!, locale) : {}
        return [
          name.toLowerCase(),
          {
            text: written.layers[name] ?? spoken(page.summary ?? ''),
            parameters: lines({ ...written.own[name], ...page.params }),
            defaults: defaults(name),
          },
        ]
      }),
    ),
    parameters: lines(written.common),
    globals: written.globals,
    settings: written.settings,
    default: written.default,
    comments: locale === 'en',
  }
}

const code = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : JSON.stringify(value).replaceAll(',', ', ')
