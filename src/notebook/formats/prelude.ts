import { importedModules, npmName } from './specifiers.ts'

/** The cell that lets a notebook of these cells run in Deno's kernel: `display`, and inputs that hold their first value. */
export function prelude(sources: readonly string[]): string {
  const modules = new Set(sources.flatMap(importedModules))
  return [
    BASE,
    modules.has('@tensorflow/tfjs') && TENSORS.replace('TFJS', npmName('@tensorflow/tfjs')),
    modules.has('@observablehq/plot') && DOCUMENT,
  ]
    .filter(Boolean)
    .join('\n\n')
}

const BASE = `// Layerbook in Deno: display, and inputs that keep their first value
{
  const textOf = (value) => {
    if (typeof value === 'string') return value
    if (typeof value?.dataSync === 'function') return value.toString()
    if (typeof value?.summary === 'function') {
      const lines = []
      value.summary(undefined, undefined, (line) => lines.push(line))
      return lines.join('\\n')
    }
    return Deno.inspect(value, { depth: 4 })
  }
  const send = (data) => void Deno.jupyter.broadcast('display_data', { data, metadata: {}, transient: {} })
  const display = (value, label) => {
    const markup = value?.outerHTML
    if (typeof markup === 'string') {
      if (label !== undefined) send({ 'text/plain': label })
      if (!markup.startsWith('<svg')) return send({ 'text/html': markup })
      value.setAttribute?.('xmlns', 'http://www.w3.org/2000/svg')
      return send({ 'image/svg+xml': value.outerHTML })
    }
    const text = textOf(value)
    send({ 'text/plain': label === undefined ? text : label + (text.includes('\\n') ? ':\\n' : ': ') + text })
  }
  Object.assign(globalThis, {
    display,
    slider: ({ value, min } = {}) => value ?? min ?? 0,
    number: ({ value, min } = {}) => value ?? min ?? 0,
    select: (options, { value } = {}) => value ?? [...options][0],
    toggle: ({ value } = {}) => value ?? false,
    text: ({ value } = {}) => value ?? '',
    button: () => 0,
  })
}`

/** So that a cell whose last value is a tensor shows its numbers. */
const TENSORS = `(await import('TFJS')).Tensor.prototype[Symbol.for('Jupyter.display')] = function () {
  return { 'text/plain': this.toString() }
}`

/** Plot draws into the window's document, which Deno has none of. */
const DOCUMENT = `globalThis.window ??= {
  document: (await import('npm:linkedom@0.18.15')).parseHTML('<!doctype html><html></html>').document,
}`
