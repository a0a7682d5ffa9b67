import * as tf from '@tensorflow/tfjs-core'
import { CustomCallback, LayersModel, type History } from '@tensorflow/tfjs-layers'
import { KERNEL_LIMITS, type TrainingOutput } from '../protocol.ts'
import { borrowed } from '../../sandbox/worker/backend.ts'
import type { CellRun } from './run.ts'
import { zone } from './zone.ts'

/** Time between two pictures of a training, in ms. */
const PACE = 50

type Logs = Record<string, unknown>
type Value = TrainingOutput['metrics'][string][number]

interface FitArguments {
  epochs?: number
  initialEpoch?: number
  callbacks?: unknown
  yieldEvery?: ConstructorParameters<typeof CustomCallback>[1]
  [name: string]: unknown
}

const trainings = new Map<number, Training>()
let numbers = 0

const toValue = (value: unknown): Value =>
  Number.isFinite(value) ? Number(Number(value).toPrecision(6)) : (String(value) as Value)

/** One `model.fit`: shown as it goes, and paused, resumed or ended by its reader. */
class Training {
  readonly number = numbers++
  readonly #show: (output: TrainingOutput) => void
  readonly #model: LayersModel
  readonly #first: number
  readonly #epochs: number
  readonly #metrics: Record<string, Value[]> = {}
  #at: number[] = []
  /** Of every how many epochs a point is kept. */
  #every = 1
  #state: TrainingOutput['state'] = 'running'
  #epoch: number
  #batch = 0
  #batches = 0
  #trained = 0
  #since = performance.now()
  #shown = -Infinity
  #wake: (() => void) | null = null

  constructor(run: CellRun, model: LayersModel, { epochs = 1, initialEpoch = 0 }: FitArguments) {
    this.#show = run.place()
    this.#model = model
    this.#first = initialEpoch
    this.#epoch = initialEpoch
    this.#epochs = epochs
  }

  readonly callback = (yieldEvery: FitArguments['yieldEvery']): CustomCallback =>
    new CustomCallback(
      {
        onTrainBegin: async () => this.#draw(true),
        onBatchEnd: async (batch) => {
          this.#batch = batch + 1
          this.#batches = Math.max(this.#batches, this.#batch)
          this.#draw()
          if (this.#state === 'paused') await this.#rest()
        },
        onEpochEnd: async (epoch, logs) => {
          this.#epoch = epoch + 1
          this.#batch = 0
          this.#keep(epoch + 1, logs ?? {})
          this.#draw()
        },
      },
      yieldEvery,
    )

  /** What became of the training, once it is over. */
  end(failed: boolean): void {
    this.#trained += this.#state === 'paused' ? 0 : performance.now() - this.#since
    const cut = this.#state === 'finished'
    this.#state = failed ? 'failed' : cut && this.#epoch < this.#epochs ? 'finished' : 'done'
    trainings.delete(this.number)
    this.#draw(true)
  }

  pause(): void {
    if (this.#state !== 'running') return
    this.#trained += performance.now() - this.#since
    this.#state = 'paused'
    this.#draw(true)
  }

  resume(): void {
    if (this.#state !== 'paused') return
    this.#since = performance.now()
    this.#state = 'running'
    this.#wake?.()
    this.#draw(true)
  }

  /** Ends it after the batch that is under way; `fit` then gives what it has. */
  finish(): void {
    this.resume()
    if (this.#state !== 'running') return
    this.#state = 'finished'
    this.#model.stopTraining = true
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  #keep(epoch: number, logs: Logs): void {
    if ((epoch - this.#first) % this.#every !== 0 && epoch !== this.#epochs) return
    const names = Object.keys(logs).filter((name) => name !== 'batch' && name !== 'size')
    this.#at.push(epoch)
    for (const name of names.slice(0, KERNEL_LIMITS.metrics)) {
      const values = (this.#metrics[name] ??= Array<Value>(this.#at.length - 1).fill('NaN'))
      values.push(toValue(logs[name]))
    }
    if (this.#at.length < KERNEL_LIMITS.points) return
    // Half of the points show the curve as well.
    const half = <T>(points: T[]): T[] => points.filter((_, i) => i % 2 === 1)
    this.#every *= 2
    this.#at = half(this.#at)
    for (const [name, values] of Object.entries(this.#metrics)) this.#metrics[name] = half(values)
  }

  #draw(now = false): void {
    const time = performance.now()
    if (!now && time - this.#shown < PACE) return
    this.#shown = time
    const running = this.#state === 'running' ? time - this.#since : 0
    const ms = this.#trained + running
    const done = this.#epoch - this.#first + (this.#batches > 0 ? this.#batch / this.#batches : 0)
    const left = done > 0 ? ((this.#epochs - this.#first - done) * ms) / done / 1000 : null
    this.#show({
      kind: 'training',
      training: this.number,
      state: this.#state,
      epoch: this.#epoch,
      epochs: this.#epochs,
      batch: this.#batch,
      batches: this.#batches,
      seconds: ms / 1000,
      left,
      at: this.#at,
      metrics: this.#metrics,
      backend: tf.getBackend(),
      borrowed: [...borrowed].slice(0, 50),
    })
  }
}

/** Does as the reader said with one training. */
export function act(number: number, action: 'pause' | 'resume' | 'finish'): void {
  trainings.get(number)?.[action]()
}

/** The reader's callbacks and ours, as one list that tfjs takes. */
function joined(given: unknown, own: CustomCallback, yieldEvery: FitArguments['yieldEvery']): unknown[] {
  const list = given === undefined || given === null ? [] : Array.isArray(given) ? given : [given]
  const made = list.map((one: unknown) =>
    one !== null && typeof one === 'object' && 'setParams' in one
      ? one
      : new CustomCallback(one as ConstructorParameters<typeof CustomCallback>[0], yieldEvery),
  )
  return [...made, own]
}

/** Shows every `fit` and `fitDataset` in the cell that called it. To be called once. */
export function watchTraining(): void {
  type Fit = (this: LayersModel, ...values: unknown[]) => Promise<History>
  const watch = (name: 'fit' | 'fitDataset', place: number) => {
    const original = LayersModel.prototype[name] as Fit
    const watched: Fit = async function (...values) {
      const run = zone()
      if (!run) return original.apply(this, values)
      const given = (values[place] ?? {}) as FitArguments
      const training = new Training(run, this, given)
      trainings.set(training.number, training)
      const callbacks = joined(given.callbacks, training.callback(given.yieldEvery), given.yieldEvery)
      values[place] = { ...given, callbacks }
      borrowed.clear()
      const work = original.apply(this, values)
      const end = () => {
        training.finish()
        return work
      }
      run.activities.add(end)
      try {
        const history = await work
        training.end(false)
        return history
      } catch (error) {
        training.end(true)
        throw error
      } finally {
        run.activities.delete(end)
      }
    }
    LayersModel.prototype[name] = watched as never
  }
  watch('fit', 2)
  watch('fitDataset', 1)
}
