/**
 * Guards for data from outside. A type is read off its guard (`Checked`), so that what is believed and what is
 * tested cannot differ.
 */
export type Check<T> = (value: unknown) => value is T
export type Checked<C> = C extends Check<infer T> ? T : never

type Shape = Readonly<Record<string, Check<unknown>>>
type Flat<T> = { [K in keyof T]: T[K] }

export const text =
  (most: number): Check<string> =>
  (value): value is string =>
    typeof value === 'string' && value.length <= most

export const flag: Check<boolean> = (value): value is boolean => typeof value === 'boolean'

export const number: Check<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value)

/** Whole and not negative. */
export const count: Check<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

export const literal =
  <const T extends string | null>(...allowed: readonly T[]): Check<T> =>
  (value): value is T =>
    (allowed as readonly unknown[]).includes(value)

export const either =
  <C extends readonly Check<unknown>[]>(...checks: C): Check<Checked<C[number]>> =>
  (value): value is Checked<C[number]> =>
    checks.some((check) => check(value))

export const list =
  <T>(check: Check<T>, most: number): Check<T[]> =>
  (value): value is T[] =>
    Array.isArray(value) && value.length <= most && value.every(check)

export const pair =
  <A, B>(a: Check<A>, b: Check<B>): Check<[A, B]> =>
  (value): value is [A, B] =>
    Array.isArray(value) && value.length === 2 && a(value[0]) && b(value[1])

export const record =
  <T>(check: Check<T>, most: number): Check<Record<string, T>> =>
  (value): value is Record<string, T> =>
    isObject(value) && Object.keys(value).length <= most && Object.values(value).every(check)

export const object =
  <S extends Shape>(shape: S): Check<Flat<{ [K in keyof S]: Checked<S[K]> }>> =>
  (value): value is Flat<{ [K in keyof S]: Checked<S[K]> }> =>
    isObject(value) &&
    Object.entries(shape).every(([key, check]) => Object.hasOwn(value, key) && check(value[key]))

/** What a JSON text holds, or null where it is no JSON or not what the guard asks for. */
export function readJson<T>(check: Check<T>, json: string): T | null {
  try {
    const value: unknown = JSON.parse(json)
    return check(value) ? value : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
