import { parseHTML } from 'linkedom/worker'
import * as Plot from '@observablehq/plot'

const { document } = parseHTML('<!doctype html><html><head></head><body></body></html>')

// The plot library asks its window for a document where it is not given one.
Object.assign(globalThis, { __layerbookPlotWindow: { document } })

export { Plot }
