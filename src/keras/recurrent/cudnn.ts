import { LayerError, show } from '../errors.ts'
import type { Param } from '../params.ts'

/** Keras's choice of a GPU kernel: "auto", true or false. True is refused when the layer is called. */
export const useCudnn = (): Param<'auto' | boolean> => ({
  inConfig: 'absent',
  fallback: { value: 'auto' },
  parse: (value, { layer, param }) => {
    // In Python 1 and 0 are among {true, false}, but do not count as true later.
    if (value === 'auto' || value === 1) return 'auto'
    if (value === true || value === false || value === 0) return Boolean(value)
    throw new LayerError('choice', layer, [param], { value: show(value), allowed: '"auto", true, false' })
  },
  serialize: (value) => value,
})
