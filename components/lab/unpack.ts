import type { PassResults } from '../../src/spec/index.ts'

const arrays = { Float32Array, Int32Array, Uint8Array } as const

interface Packed {
  readonly base64: string
  readonly of: keyof typeof arrays
}

const isPacked = (value: unknown): value is Packed =>
  typeof value === 'object' && value !== null && 'base64' in value

/** The inverse of `packPasses`. */
export const unpackPasses = (json: string): PassResults =>
  JSON.parse(json, (_key, value: unknown) => {
    if (!isPacked(value)) return value
    const bytes = Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0))
    return new arrays[value.of](bytes.buffer)
  }) as PassResults
