import { useRef } from 'preact/hooks'

type List = ArrayLike<unknown>

const isList = (value: object): value is List => Array.isArray(value) || ArrayBuffer.isView(value)

/** Whether two models say the same: plain data, compared to the last value. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false
    return true
  }
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key as never], b[key as never]))
  )
}

/** The first of equal models, so that a chart whose numbers did not change is not drawn again. */
export function useStable<M extends object>(model: M): M {
  const kept = useRef(model)
  if (!same(kept.current, model)) kept.current = model
  return kept.current
}
