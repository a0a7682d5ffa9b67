import type { KerasConfig } from './construct.ts'
import { toSnakeCase } from './naming.ts'

/**
 * A configuration as tfjs gives it back from a saved model: it turns names and words into camelCase, class names
 * too, and adds a table of its own. Only what stands under `name` comes through as it was.
 */
export function restoreConfig(saved: Readonly<Record<string, unknown>>): KerasConfig {
  const entries = Object.entries(saved).filter(([name]) => name !== 'customObjects')
  return Object.fromEntries(entries.map(([name, value]) => [toSnakeCase(name), restoreEntry(name, value)]))
}

function restoreEntry(name: string, value: unknown): unknown {
  if (name === 'name') return value
  const isClass = name === 'className' && typeof value === 'string' && value !== 'function'
  return isClass ? value.charAt(0).toUpperCase() + value.slice(1) : restoreValue(value)
}

function restoreValue(value: unknown): unknown {
  if (typeof value === 'string') return toSnakeCase(value)
  if (Array.isArray(value)) return value.map(restoreValue)
  return typeof value === 'object' && value !== null ? restoreConfig(value as KerasConfig) : value
}

/** A class name without what saving takes from it: `ConvLSTM2D` becomes `conv_lst_m2d` there. */
export const bareName = (className: string): string => className.replaceAll('_', '').toLowerCase()
