/** Interface strings, nested by area: `{ lab: { run: '运行' } }` is read as `lab.run`. */
export interface Strings {
  readonly [key: string]: string | Strings
}

export type Holes = Readonly<Record<string, string | number>>

/** Gives the string under a key, with its `{holes}` filled. Throws where the key or a hole's value is missing. */
export type Translate = (key: string, values?: Holes) => string

function find(strings: Strings, key: string): string | Strings | undefined {
  let found: string | Strings | undefined = strings
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return found
}

export function translator(strings: Strings): Translate {
  return (key, values = {}) => {
    const template = find(strings, key)
    if (typeof template !== 'string') throw new Error(`no interface string "${key}"`)
    return template.replaceAll(/\{(\w+)\}/g, (_, hole: string) => {
      const value = values[hole]
      if (value === undefined) throw new Error(`interface string "${key}" needs "${hole}"`)
      return String(value)
    })
  }
}

/** Only the named areas (`cell`, `errors.Dense`), for a page to hand to its script. */
export function pick(strings: Strings, ...keys: readonly string[]): Strings {
  const picked: Record<string, string | Strings> = {}
  for (const key of keys) {
    const value = find(strings, key)
    if (value === undefined) throw new Error(`no interface strings "${key}"`)
    const parts = key.split('.')
    let place = picked
    for (const part of parts.slice(0, -1)) place = (place[part] ??= {}) as Record<string, string | Strings>
    place[parts.at(-1)!] = value
  }
  return picked
}

/** Every key with its string, in dotted form. */
export function flatten(strings: Strings, under = ''): [key: string, text: string][] {
  return Object.entries(strings).flatMap(([name, value]): [string, string][] => {
    const key = under ? `${under}.${name}` : name
    return typeof value === 'string' ? [[key, value]] : flatten(value, key)
  })
}

/** Joins two trees; throws where both have the same string. */
export function merge(a: Strings, b: Strings, at = ''): Strings {
  const joined: Record<string, string | Strings> = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const there = joined[name]
    const key = at ? `${at}.${name}` : name
    if (there === undefined) joined[name] = value
    else if (typeof there === 'object' && typeof value === 'object') joined[name] = merge(there, value, key)
    else throw new Error(`interface string "${key}" is written twice`)
  }
  return joined
}

/** What keeps two languages from being twins: keys that only one has, holes that differ, empty strings. */
export function differences(a: Strings, b: Strings): string[] {
  const [left, right] = [new Map(flatten(a)), new Map(flatten(b))]
  const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ')
  const found: string[] = []
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [x, y] = [left.get(key), right.get(key)]
    if (x === undefined || y === undefined) found.push(`${key}: only one language has it`)
    else if (!x.trim() || !y.trim()) found.push(`${key}: empty`)
    else if (holes(x) !== holes(y)) found.push(`${key}: the holes differ (${holes(x)} / ${holes(y)})`)
  }
  return found
}
