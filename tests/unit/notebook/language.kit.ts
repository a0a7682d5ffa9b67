import { createService, type LanguageService } from '../../../src/notebook/language/service.ts'
import { texts, type TextLocale } from '../../../src/notebook/language/build/texts.ts'
import { typeFiles } from '../../../src/notebook/language/build/types.ts'

export const types = typeFiles()

/** One service a language: it takes its time to read all types, and keeps nothing of an earlier notebook. */
const services = new Map<TextLocale, LanguageService>()

function serviceOf(locale: TextLocale): LanguageService {
  const service = services.get(locale) ?? createService(types, texts(locale))
  services.set(locale, service)
  return service
}

/** A notebook, in place of the one before, whose cells are named by their keys; `¦` in a text marks a place and is no part of it. */
export function open(cells: Readonly<Record<string, string>>, locale: TextLocale = 'en') {
  const service = serviceOf(locale)
  const places = new Map<string, number>()
  const write = (next: Readonly<Record<string, string>>) =>
    service.update(
      Object.entries(next).map(([id, text]) => {
        if (text.includes('¦')) places.set(id, text.indexOf('¦'))
        return { id, source: text.replace('¦', '') }
      }),
    )
  write(cells)
  const at = (cell: string) => places.get(cell)!
  const join = (parts: readonly { text: string }[]) => parts.map(({ text }) => text).join('')
  return {
    service,
    write,
    labels: (cell: string) => service.complete(cell, at(cell))?.list.map(({ label }) => label) ?? [],
    complete: (cell: string) => service.complete(cell, at(cell)),
    detail(cell: string, label: string) {
      const one = service.complete(cell, at(cell))!.list.find((entry) => entry.label === label)!
      const detail = service.detail(cell, at(cell), one)!
      return { code: join(detail.code), text: detail.text }
    },
    hover(cell: string) {
      const hover = service.hover(cell, at(cell))
      return hover && { ...hover, code: join(hover.code) }
    },
    signature: (cell: string) => service.signature(cell, at(cell)),
    /** What is wrong, with the text it stands at. */
    problems: (cell: string) =>
      service.problems(cell).map(({ code, from, to }) => `${code} ${cells[cell]!.slice(from, to)}`),
  }
}

export const IMPORTS = `import * as tf from '@tensorflow/tfjs'
import { layers } from 'layerbook'
import * as Plot from '@observablehq/plot'`
