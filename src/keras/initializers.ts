import * as tf from '@tensorflow/tfjs-core'
import type { Tensor } from '@tensorflow/tfjs-core'
import { LayerError, show, showShape } from './errors.ts'
import { ObjectFamily, type ObjectClass, type Settings, type Where } from './objects.ts'
import { defaultSeed, RandomStream } from './random.ts'

/** The weight that values are drawn for, for messages. */
export interface WeightSite extends Where {
  readonly weight: string
}

/** Draws the first values of a weight. */
export type Initializer = (shape: number[], site: WeightSite) => Tensor

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1)

function filled(shape: number[], draw: () => number): Tensor {
  const data = new Float32Array(sizeOf(shape))
  for (let i = 0; i < data.length; i++) data[i] = draw()
  return tf.tensor(data, shape, 'float32')
}

/** Fans of a weight: a kernel's last two axes are inputs and outputs, the others its receptive field. */
export function computeFans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 }
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! }
  const field = sizeOf(shape.slice(0, -2))
  return { fanIn: shape.at(-2)! * field, fanOut: shape.at(-1)! * field }
}

// The deviation of a normal cut at two deviations is this share of the uncut one.
const TRUNCATED_SHARE = 0.8796256610342398

type Distribution = 'uniform' | 'truncated_normal' | 'untruncated_normal'
type Mode = 'fan_in' | 'fan_out' | 'fan_avg'

function varianceScaling(scale: number, mode: Mode, distribution: Distribution, seed: number): Initializer {
  return (shape) => {
    const { fanIn, fanOut } = computeFans(shape)
    const fan = mode === 'fan_in' ? fanIn : mode === 'fan_out' ? fanOut : (fanIn + fanOut) / 2
    const variance = scale / Math.max(1, fan)
    const stream = new RandomStream(seed, 0)
    if (distribution === 'uniform') {
      const limit = Math.sqrt(3 * variance)
      return filled(shape, () => limit * (2 * stream.uniform() - 1))
    }
    const deviation = Math.sqrt(variance)
    return distribution === 'truncated_normal'
      ? filled(shape, () => (deviation / TRUNCATED_SHARE) * stream.truncatedNormal())
      : filled(shape, () => deviation * stream.normal())
  }
}

// An unseeded initializer keeps the seed it was made with: like a seeded one, it draws the same values each time.
const seedOf = (settings: Settings) => settings.seed() ?? defaultSeed()

const scaled = (
  className: string,
  scale: number,
  mode: Mode,
  distribution: Distribution,
): ObjectClass<Initializer> => ({
  className,
  make: (settings) => varianceScaling(scale, mode, distribution, seedOf(settings)),
})

/** Rows (or columns, where there are fewer) of a random orthogonal matrix, uniform over all of them. */
function orthogonal(shape: number[], gain: number, seed: number): Tensor {
  const columns = shape.at(-1)!
  const rows = sizeOf(shape.slice(0, -1))
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)]
  const stream = new RandomStream(seed, 0)
  const basis: Float64Array[] = []
  while (basis.length < short) {
    const vector = Float64Array.from({ length: long }, () => stream.normal())
    // Twice: the second pass removes what rounding left of the first.
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        let dot = 0
        for (let i = 0; i < long; i++) dot += vector[i]! * other[i]!
        for (let i = 0; i < long; i++) vector[i]! -= dot * other[i]!
      }
    const norm = Math.hypot(...vector)
    if (norm > 1e-8) basis.push(vector.map((value) => value / norm))
  }
  const data = new Float32Array(rows * columns)
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      data[r * columns + c] = gain * (rows >= columns ? basis[c]![r]! : basis[r]![c]!)
  return tf.tensor(data, shape, 'float32')
}

function refuseRank(
  code: 'initializer-rank' | 'initializer-rank-min',
  object: string,
  shape: number[],
  site: WeightSite,
): never {
  throw new LayerError(code, site.layer, [site.param], {
    object,
    weight: site.weight,
    shape: showShape(shape),
  })
}

/** Values given as a number, nested lists or `{class_name: "__numpy__" | "__tensor__", config: {value}}`. */
export function plainValues(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { class_name: name, config } = value as { class_name?: unknown; config?: { value?: unknown } }
  return name === '__numpy__' || name === '__tensor__' ? config?.value : value
}

function constant(value: unknown, shape: number[], site: WeightSite): Tensor {
  const values = plainValues(value)
  if (typeof values === 'number') return tf.fill(shape, values)
  try {
    return tf.broadcastTo(tf.tensor(values as number[], undefined, 'float32'), shape)
  } catch {
    throw new LayerError('initializer-shape', site.layer, [site.param], {
      value: show(values),
      shape: showShape(shape),
      weight: site.weight,
    })
  }
}

const CLASSES: ObjectClass<Initializer>[] = [
  scaled('GlorotUniform', 1, 'fan_avg', 'uniform'),
  scaled('GlorotNormal', 1, 'fan_avg', 'truncated_normal'),
  scaled('HeUniform', 2, 'fan_in', 'uniform'),
  scaled('HeNormal', 2, 'fan_in', 'truncated_normal'),
  scaled('LecunUniform', 1, 'fan_in', 'uniform'),
  scaled('LecunNormal', 1, 'fan_in', 'truncated_normal'),
  {
    className: 'VarianceScaling',
    make: (settings) => {
      const scale = settings.positive('scale', 1)
      const mode = settings.choice('mode', 'fan_in', ['fan_in', 'fan_out', 'fan_avg'])
      const allowed = ['uniform', 'truncated_normal', 'untruncated_normal', 'normal'] as const
      const given = settings.choice('distribution', 'truncated_normal', allowed, true)
      const distribution = given === 'normal' ? 'truncated_normal' : given
      settings.read['distribution'] = distribution
      return varianceScaling(scale, mode, distribution, seedOf(settings))
    },
  },
  {
    className: 'RandomUniform',
    aliases: ['uniform'],
    make: (settings) => {
      const low = settings.number('minval', -0.05)
      const high = settings.number('maxval', 0.05)
      const seed = seedOf(settings)
      return (shape) => {
        const stream = new RandomStream(seed, 0)
        return filled(shape, () => low + (high - low) * stream.uniform())
      }
    },
  },
  ...(['RandomNormal', 'TruncatedNormal'] as const).map((className): ObjectClass<Initializer> => ({
    className,
    aliases: className === 'RandomNormal' ? ['normal'] : [],
    make: (settings) => {
      const mean = settings.number('mean', 0)
      const deviation = settings.number('stddev', 0.05)
      const seed = seedOf(settings)
      return (shape) => {
        const stream = new RandomStream(seed, 0)
        const draw = className === 'RandomNormal' ? () => stream.normal() : () => stream.truncatedNormal()
        return filled(shape, () => mean + deviation * draw())
      }
    },
  })),
  { className: 'Zeros', aliases: ['zeros', 'zero'], make: () => (shape) => tf.zeros(shape) },
  { className: 'Ones', aliases: ['ones', 'one'], make: () => (shape) => tf.ones(shape) },
  {
    className: 'Constant',
    make: (settings) => {
      const value = settings.required('value')
      return (shape, site) => constant(value, shape, site)
    },
  },
  {
    className: 'IdentityInitializer',
    aliases: ['identity', 'Identity'],
    make: (settings) => {
      const gain = settings.number('gain', 1)
      settings.hide('gain')
      return (shape, site) => {
        if (shape.length !== 2) refuseRank('initializer-rank', 'IdentityInitializer', shape, site)
        return tf.mul(tf.eye(shape[0]!, shape[1]!), gain)
      }
    },
  },
  {
    className: 'OrthogonalInitializer',
    aliases: ['orthogonal'],
    make: (settings) => {
      const gain = settings.number('gain', 1)
      const seed = seedOf(settings)
      return (shape, site) => {
        if (shape.length < 2) refuseRank('initializer-rank-min', 'OrthogonalInitializer', shape, site)
        return orthogonal(shape, gain, seed)
      }
    },
  },
  {
    className: 'Initializer',
    isBase: true,
    make: () => (_shape, site) => {
      throw new LayerError('initializer-abstract', site.layer, [site.param], { object: 'Initializer' })
    },
  },
]

/** The initializers of Keras 3.3.3 (keras/src/initializers). */
export const initializers = new ObjectFamily<Initializer>('keras.initializers', CLASSES)
