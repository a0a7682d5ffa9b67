import type { Notebook } from '../../../src/notebook/document.ts'
import type { KernelOutput } from '../../../src/runtime/kernel/protocol.ts'
import { Bench } from '../kernel/bench.ts'

/** A gallery's notebook that was run whole, and what it showed. */
export class GalleryRun {
  readonly #bench = new Bench(120_000)
  readonly #cells: readonly string[]
  readonly #sources: Record<string, string>
  seconds = 0

  constructor({ cells }: Notebook) {
    const code = cells.filter(({ kind }) => kind === 'code')
    this.#cells = code.map(({ id }) => id)
    this.#sources = Object.fromEntries(code.map(({ id, source }) => [id, source]))
  }

  async run(): Promise<this> {
    const from = performance.now()
    await this.#bench.run(this.#sources)
    this.seconds = (performance.now() - from) / 1000
    return this
  }

  /** Moves an input, by its number within its cell. */
  async set(cell: string, input: number, value: number | boolean | string): Promise<void> {
    this.#bench.kernel.setInput(cell, input, value)
    await this.#bench.idle()
  }

  /** What is wrong, cell by cell. */
  get faults(): string[] {
    const cut = new Set(this.#bench.ofType('cut').map(({ cell }) => cell))
    return this.#cells.flatMap((cell) => {
      const state = this.#bench.state(cell)
      const failure = this.#bench.failure(cell)
      const why = failure ? `: ${failure.message} (line ${failure.line})` : ''
      return [
        ...(state === 'done' && !failure ? [] : [`${cell} is ${state}${why}`]),
        ...(cut.has(cell) ? [`${cell} shows more than a cell may`] : []),
        ...(/NaN|Infinity|undefined/.test(JSON.stringify(this.outputs(cell)))
          ? [`${cell} shows something that is no number`]
          : []),
      ]
    })
  }

  outputs(cell: string): KernelOutput[] {
    if (!this.#cells.includes(cell)) throw new Error(`no cell "${cell}"; there are ${this.#cells.join(', ')}`)
    return this.#bench.shown(cell).map(({ output }) => output)
  }

  #labelled(cell: string, label: string): KernelOutput {
    this.outputs(cell)
    const shown = this.#bench.shown(cell)
    const found = shown.find((message) => message.label === label)
    if (!found)
      throw new Error(`${cell} shows no "${label}", but ${shown.map((message) => message.label).join(', ')}`)
    return found.output
  }

  /** The text that stands under a label: a number, a string. */
  text(cell: string, label: string): string {
    const output = this.#labelled(cell, label)
    if (output.kind !== 'value' || !('text' in output.value))
      throw new Error(`"${label}" of ${cell} is a ${output.kind}, no plain value`)
    return output.value.text
  }

  number(cell: string, label: string): number {
    return Number(this.text(cell, label))
  }

  /** The numbers of a tensor, or of a flat list, under a label. */
  numbers(cell: string, label: string): number[] {
    const output = this.#labelled(cell, label)
    const value = output.kind === 'value' ? output.value : null
    if (value?.kind === 'tensor') return value.tensor.data.map(Number)
    if (value?.kind === 'list') return value.items.map((item) => Number('text' in item ? item.text : NaN))
    throw new Error(`"${label}" of ${cell} is a ${output.kind}, no tensor or list`)
  }

  /** Rows of the table under a label, by column. */
  table(cell: string, label: string): Record<string, string>[] {
    const output = this.#labelled(cell, label)
    if (output.kind !== 'table') throw new Error(`"${label}" of ${cell} is a ${output.kind}, no table`)
    return output.rows.map((row) =>
      Object.fromEntries(output.columns.map((name, i) => [name, cellText(row[i])])),
    )
  }

  /** The plot under a label, as SVG. */
  drawing(cell: string, label: string): string {
    const output = this.#labelled(cell, label)
    if (output.kind !== 'plot') throw new Error(`"${label}" of ${cell} is a ${output.kind}, no plot`)
    return output.parts.map((part) => (part.part === 'svg' ? part.svg : '')).join('')
  }

  /** A training's metric at the end of each epoch. */
  curve(cell: string, name: string, training = 0): number[] {
    const trainings = this.outputs(cell).filter((output) => output.kind === 'training')
    const values = trainings[training]?.metrics[name]
    if (!values) throw new Error(`training ${training} of ${cell} has no "${name}"`)
    return values.map(Number)
  }

  /** A training's metric at its end. */
  metric(cell: string, name: string, training = 0): number {
    return this.curve(cell, name, training).at(-1)!
  }
}

const cellText = (node: unknown): string =>
  typeof node === 'object' && node !== null && 'text' in node ? String(node.text) : ''

/** What a notebook's `claims.ts` exports as `claims`: it throws where a run does not give what the words say. */
export type Claims = (run: GalleryRun) => void | Promise<void>
