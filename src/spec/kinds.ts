/**
 * Parameter kinds. Each kind answers for itself how its value is read from a control or a URL, written
 * back, offered in the lab, passed to Keras and printed in code. Shared code asks the kind, never its name.
 */

export type Language = 'python' | 'typescript'

/** Why a text is no value of a kind. `code` names a string under `issues.` in content/i18n. */
export interface Issue {
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>
}

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issue: Issue }

/** How the lab offers a value; charts of controls, not widgets: components/lab decides the widget. */
export type Control =
  | {
      readonly as: 'slider'
      readonly min: number
      readonly max: number
      readonly step: number
      readonly optional: boolean
    }
  | {
      readonly as: 'axes'
      readonly rank: number
      readonly min: number
      readonly max: number
      readonly optional: boolean
    }
  | { readonly as: 'choice'; readonly options: readonly string[] }
  | { readonly as: 'switch' }
  | { readonly as: 'text'; readonly inputMode: 'text' | 'numeric' }

export interface Kind<T> {
  /** Type as Keras writers name it, e.g. `int`, `"valid" | "same"`; shown in the parameter table. */
  readonly type: string
  readonly control: Control
  parse(text: string): Parsed<T>
  /** The text of a control and of a URL; `parse(format(v))` is `v`. */
  format(value: T): string
  /** The value in Keras's configuration. */
  config(value: T): unknown
  literal(value: T, language: Language): string
}

const ok = <T>(value: T): Parsed<T> => ({ ok: true, value })
const no = (code: string, values: Issue['values']): Parsed<never> => ({ ok: false, issue: { code, values } })

const none = { python: 'None', typescript: 'null' } as const
const quote = (s: string) => `'${s}'`
const isNone = (text: string) => /^\s*(none|null)?\s*$/i.test(text)

interface Bounds {
  readonly min: number
  readonly max: number
  readonly step?: number
}

const integerText = /^\s*[+-]?\d+\s*$/

/** A whole number. `bounds` are the slider's; Keras itself judges values beyond them, so the box takes any. */
export function int(bounds: Bounds): Kind<number> {
  return {
    type: 'int',
    control: { as: 'slider', min: bounds.min, max: bounds.max, step: bounds.step ?? 1, optional: false },
    parse: (text) => {
      if (!integerText.test(text)) return no('integer', { given: text })
      const value = Number(text)
      // A value far outside the slider would only freeze the reader's tab.
      const limit = Math.max(64, bounds.max * 4)
      return Math.abs(value) > limit ? no('too-large', { given: text, max: limit }) : ok(value)
    },
    format: String,
    config: (v) => v,
    literal: (v) => String(v),
  }
}

/** A real number. */
export function float(bounds: Bounds): Kind<number> {
  return {
    type: 'float',
    control: { as: 'slider', min: bounds.min, max: bounds.max, step: bounds.step ?? 0.01, optional: false },
    parse: (text) => {
      const value = Number(text)
      return text.trim() === '' || !Number.isFinite(value) ? no('number', { given: text }) : ok(value)
    },
    format: String,
    config: (v) => v,
    literal: (v, language) => (language === 'python' && /^-?\d+$/.test(String(v)) ? `${v}.0` : String(v)),
  }
}

export function bool(): Kind<boolean> {
  return {
    type: 'bool',
    control: { as: 'switch' },
    parse: (text) => {
      if (/^\s*(true|1|on)\s*$/i.test(text)) return ok(true)
      if (/^\s*(false|0|off)?\s*$/i.test(text)) return ok(false)
      return no('bool', { given: text })
    },
    format: (v) => (v ? 'true' : 'false'),
    config: (v) => v,
    literal: (v, language) => (language === 'python' ? (v ? 'True' : 'False') : String(v)),
  }
}

/** One of some words. */
export function choice<const O extends readonly string[]>(options: O): Kind<O[number]> {
  return {
    type: options.map((o) => `"${o}"`).join(' | '),
    control: { as: 'choice', options },
    parse: (text) => {
      const word = text.trim().toLowerCase()
      const found = options.find((o) => o.toLowerCase() === word)
      return found === undefined
        ? no('choice', { given: text, allowed: options.join(', ') })
        : ok(found as O[number])
    },
    format: (v) => v,
    config: (v) => v,
    literal: (v) => quote(v),
  }
}

/** `None` or a value of another kind; the word `None` (or nothing) is how it is left out. */
export function optional<T>(kind: Kind<T>): Kind<T | null> {
  const { control } = kind
  return {
    type: `${kind.type} | None`,
    control:
      control.as === 'slider' || control.as === 'axes'
        ? { ...control, optional: true }
        : control.as === 'choice'
          ? { as: 'choice', options: ['None', ...control.options] }
          : control,
    parse: (text) => (isNone(text) ? ok(null) : kind.parse(text)),
    format: (v) => (v === null ? 'None' : kind.format(v)),
    config: (v) => (v === null ? null : kind.config(v)),
    literal: (v, language) => (v === null ? none[language] : kind.literal(v, language)),
  }
}

const splitNumbers = (text: string) =>
  text
    .replace(/^\s*[([]|[)\]]\s*$/g, '')
    .split(/[,，、\s]+/)
    .filter((s) => s !== '')

const tuple = (values: readonly (number | null)[], language: Language): string => {
  const items = values.map((v) => (v === null ? none[language] : String(v)))
  return language === 'python'
    ? `(${items.join(', ')}${items.length === 1 ? ',' : ''})`
    : `[${items.join(', ')}]`
}

/** One whole number for each of `rank` axes; a lone number stands for all of them, as in Keras. */
export function axes(rank: number, bounds: Bounds): Kind<readonly number[]> {
  const one = int(bounds)
  const allSame = (v: readonly number[]) => v.every((x) => x === v[0])
  return {
    type: rank === 1 ? 'int | tuple of 1' : `int | tuple of ${rank}`,
    control: { as: 'axes', rank, min: bounds.min, max: bounds.max, optional: false },
    parse: (text) => {
      const parts = splitNumbers(text)
      const values: number[] = []
      for (const part of parts) {
        const parsed = one.parse(part)
        if (!parsed.ok) return parsed
        values.push(parsed.value)
      }
      if (values.length === 1) return ok(Array.from({ length: rank }, () => values[0]!))
      return values.length === rank ? ok(values) : no('axes', { given: text, rank })
    },
    format: (v) => (allSame(v) ? String(v[0]) : v.join(', ')),
    config: (v) => [...v],
    literal: (v, language) => (allSame(v) ? String(v[0]) : tuple(v, language)),
  }
}

interface Dims {
  /** Whether `None` may stand in it. */
  readonly holes: boolean
  /** Smallest dimension; any where Keras is to judge. */
  readonly min?: number
  /** Most elements a tensor of this shape may have. */
  readonly most?: number
}

/** A shape typed by the reader. */
export function dims(options: Dims): Kind<readonly (number | null)[]> {
  const { min = -4096, most = Infinity } = options
  return {
    type: options.holes ? 'tuple of int or None' : 'tuple of int',
    control: { as: 'text', inputMode: 'text' },
    parse: (text) => {
      const values: (number | null)[] = []
      for (const part of splitNumbers(text)) {
        if (options.holes && /^(none|null)$/i.test(part)) values.push(null)
        else if (!integerText.test(part) || Math.abs(Number(part)) > 4096)
          return no('dims', { given: text, part })
        else if (Number(part) < min) return no('dims-min', { part, min })
        else values.push(Number(part))
      }
      if (values.length > 6) return no('too-many-dims', { given: text, max: 6 })
      const size = values.reduce<number>((product, d) => product * (d ?? 1), 1)
      return size > most ? no('too-many-elements', { given: size, max: most }) : ok(values)
    },
    format: (v) => (v.length ? v.map((d) => d ?? 'None').join(', ') : '()'),
    config: (v) => [...v],
    literal: (v, language) => tuple(v, language),
  }
}

/** A row of whole numbers that is an input's own content: token ids, say. */
export function numbers(options: { readonly max: number; readonly whole: boolean }): Kind<readonly number[]> {
  return {
    type: options.whole ? 'list of int' : 'list of float',
    control: { as: 'text', inputMode: 'text' },
    parse: (text) => {
      const parts = splitNumbers(text)
      const bad = parts.find((p) => (options.whole ? !integerText.test(p) : !Number.isFinite(Number(p))))
      if (bad !== undefined) return no(options.whole ? 'integer' : 'number', { given: bad })
      if (parts.length === 0) return no('empty-list', { given: text })
      return parts.length > options.max
        ? no('too-many', { given: parts.length, max: options.max })
        : ok(parts.map(Number))
    },
    format: (v) => v.join(', '),
    config: (v) => [...v],
    literal: (v, language) => tuple(v, language),
  }
}

/** A value the lab does not offer but the table must tell of: initializers with arguments, regularizers, arrays. */
export function described(type: string): Kind<unknown> {
  const show = (v: unknown, language: Language) =>
    v === null ? none[language] : typeof v === 'string' ? quote(v) : String(v)
  return {
    type,
    control: { as: 'text', inputMode: 'text' },
    parse: (text) => (isNone(text) ? ok(null) : ok(text.trim())),
    format: (v) => (v === null ? 'None' : String(v)),
    config: (v) => v,
    literal: show,
  }
}
