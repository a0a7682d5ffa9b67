import { expandDims } from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show } from '../errors.ts'
import { Layer, type KerasConfig, type LayerOptions } from '../layer.ts'
import { toKerasConfig } from '../naming.ts'
import { nestedLayer, serializeLayer, type LayerOption } from '../nested.ts'
import type { Where } from '../objects.ts'
import type { Param } from '../params.ts'
import type { Pass, Recorder } from '../pass.ts'
import type { Shape } from '../shapes.ts'
import {
  initialStateOf,
  isCell,
  outputSizeOf,
  RecurrentCell,
  runOf,
  stateNamesOf,
  stateSizes,
  stepShapesOf,
  type CellLayer,
  type CellRun,
  type StepShapes,
} from './cell.ts'

/** A cell, from a layer or its serialized form. */
export function parseCell(value: unknown, where: Where): CellLayer {
  const isObject = typeof value === 'object' && value !== null && 'class_name' in value
  const layer: unknown = isObject ? nestedLayer().parse(value, where) : value
  if (isCell(layer)) return layer
  const shown = layer instanceof Layer ? layer.getClassName() : show(layer)
  throw new LayerError('cell-expected', where.layer, [where.param], { value: shown })
}

const cellList = (): Param<readonly CellLayer[]> => ({
  inConfig: 'always',
  parse: (value, where) => {
    if (!Array.isArray(value) || value.length === 0)
      throw new LayerError('cell-expected', where.layer, [where.param], { value: show(value) })
    return value.map((cell) => parseCell(cell, where))
  },
  serialize: (cells) => cells.map(serializeLayer),
})

const params = { cells: cellList() }

/** Cells one after another as one cell. See {@link stackedRNNCells}. */
export class StackedRNNCells extends RecurrentCell<typeof params> {
  static override readonly className = 'StackedRNNCells'

  constructor(config: KerasConfig) {
    super(params, config)
    this.params.cells.forEach((cell) => this.track<Layer>(cell))
  }

  get stateSize() {
    return this.params.cells.map((cell) => cell.stateSize)
  }

  get outputSize(): number {
    return outputSizeOf(this.params.cells.at(-1)!)
  }

  get stateNames(): readonly string[] {
    return this.params.cells.flatMap((cell, i) => stateNamesOf(cell).map((name) => `${name}_${i}`))
  }

  override stepShapes(input: Shape): StepShapes {
    let output = input
    const states = this.params.cells.flatMap((cell) => {
      const shapes = stepShapesOf(cell, output)
      output = shapes.output
      return shapes.states
    })
    return { output, states }
  }

  override getInitialState(batch: number): Tensor[] {
    return this.params.cells.flatMap((cell) => initialStateOf(cell, batch))
  }

  protected override makeWeights(inputShape: Shape): void {
    let shape = inputShape
    for (const cell of this.params.cells) {
      if (!cell.built) cell.build(shape)
      shape = stepShapesOf(cell, shape).output
    }
  }

  override run(pass: Pass, single = false): CellRun {
    const runs = this.params.cells.map((cell, i) => ({
      count: stateSizes(cell).length,
      run: runOf(cell, pass.recordedBy(renamed(pass.record, i)), single),
    }))
    return {
      inputs: (sequence) => runs[0]!.run.inputs(sequence),
      step: (input, states, record) => {
        const rest = [...states]
        const next: Tensor[] = []
        let output = input
        runs.forEach(({ count, run }, i) => {
          const entry = i === 0 ? input : run.inputs(expandDims(output, 1))[0]!
          const [own, ...changed] = run.step(entry, rest.splice(0, count), renamed(record, i))
          output = own!
          next.push(...changed)
        })
        return [output, ...next]
      },
    }
  }
}

const renamed = (record: Recorder | null, i: number): Recorder | null =>
  record && ((name, value) => record(`${name}_${i}`, value))

export interface StackedRNNCellsOptions extends LayerOptions {
  /** The cells, the one that reads the input first. */
  cells: readonly LayerOption[]
}

/**
 * Cells one after another as one cell: each reads the output of the one before, and all keep their own states.
 *
 * Input `(batch, features)` and `states`, those of the first cell first; output a list of the last cell's
 * output and all new states. In `rnn` a list of cells does the same.
 * Weights: those of the cells, in order. `inspect` gives what the cells give, with the cell's number: `h_0`.
 * @throws LayerError for anything in `cells` that is no cell, and what the cells refuse.
 * Source: keras/src/layers/rnn/stacked_rnn_cells.py, v3.3.3.
 */
export function stackedRNNCells(options: StackedRNNCellsOptions): StackedRNNCells {
  return new StackedRNNCells(toKerasConfig(options))
}
