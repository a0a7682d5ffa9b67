import type { KerasConfig } from '../construct.ts'

/** A configuration for a saved model. */
export interface Kept<S> {
  readonly config: KerasConfig
  /** What the layer learnt; null before. */
  readonly state: S | null
}

/**
 * A configuration that a saved model gives back letter by letter, with what the layer learnt: Keras keeps that in a
 * file of its own, its assets. tfjs turns every word of a configuration into camelCase, but for what is called `name`.
 */
export function withAssets<S>(config: KerasConfig, state: S | null): KerasConfig {
  const { name: _name, ...own } = config
  return { ...config, assets: { name: JSON.stringify({ config: own, state } satisfies Kept<S>) } }
}

/** The configuration as it was before {@link withAssets}, and what it was given with it. */
export function readAssets<S>({ assets, ...config }: KerasConfig): Kept<S> {
  const text = (assets as { name?: unknown } | undefined)?.name
  if (typeof text !== 'string') return { config, state: null }
  const kept = JSON.parse(text) as Kept<S>
  return { config: { ...config, ...kept.config }, state: kept.state }
}
