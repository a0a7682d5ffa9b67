import terms from '../../content/glossary.json'
import type { Locale } from './locales.ts'

export interface Term {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly variants: Readonly<Record<Locale, readonly string[]>>
  readonly meaning: Readonly<Record<Locale, string>>
}

export const glossary: readonly Term[] = terms

export function findTerm(id: string): Term {
  const term = glossary.find((term) => term.id === id)
  if (!term) throw new Error(`content/glossary.json has no term "${id}"`)
  return term
}

/** Latin words match whole words (and their plural), Chinese ones anywhere. */
function mentions(text: string, name: string): boolean {
  if (!/^[\x20-\x7e]+$/.test(name)) return text.includes(name)
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\w])${pattern}(s|es)?(?![\\w])`, 'i').test(text)
}

/** Every name, in every language, of the terms that a text mentions by one of their chief names. */
export function namesOfMentioned(text: string): string[] {
  const names = glossary
    .filter((term) => mentions(text, term.zh) || mentions(text, term.en))
    .flatMap((term) => [term.zh, term.en, ...term.variants.zh, ...term.variants.en])
  return [...new Set(names)]
}
