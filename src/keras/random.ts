/**
 * Random numbers of the library: small, seeded, the same on every backend and machine.
 * They follow Keras's rules for seeds (keras/src/random/seed_generator.py, v3.3.3) but not its bits.
 */

/** A stream of numbers fixed by two words (sfc32, seeded through a 32-bit mixer). */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #counter = 1
  #spare: number | null = null

  constructor(seed: number, index: number) {
    const high = Math.floor(seed / 0x100000000)
    this.#a = mix(seed | 0)
    this.#b = mix((high | 0) ^ 0x9e3779b9 ^ this.#a)
    this.#c = mix((index | 0) ^ this.#b)
    for (let i = 0; i < 12; i++) this.#next()
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return sum >>> 0
  }

  /** Uniform in [0, 1), exact in float32. */
  uniform(): number {
    return (this.#next() >>> 8) / 0x1000000
  }

  /** Standard normal (polar method). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare
      this.#spare = null
      return spare
    }
    for (;;) {
      const u = 2 * ((this.#next() + 0.5) / 0x100000000) - 1
      const v = 2 * ((this.#next() + 0.5) / 0x100000000) - 1
      const square = u * u + v * v
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.#spare = v * scale
      return u * scale
    }
  }

  /** Standard normal, redrawn while it lies more than two deviations from 0. */
  truncatedNormal(): number {
    let value = this.normal()
    while (Math.abs(value) > 2) value = this.normal()
    return value
  }
}

function mix(word: number): number {
  let x = (word + 0x9e3779b9) | 0
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

let root = new RandomStream(Math.floor(Math.random() * 2 ** 53), 0)

/** Makes every later unseeded initializer and random layer repeatable, as `keras.utils.set_random_seed`. */
export function setRandomSeed(seed: number): void {
  root = new RandomStream(seed, 0)
}

/** The seed of something that was given none: a whole number from 1 to a little below 1e9. */
export function defaultSeed(): number {
  return 1 + Math.floor(root.uniform() * 0x1000000) * 59 + Math.floor(root.uniform() * 59)
}

/** Hands out a new stream at each call, so that one seed gives a repeatable row of different draws. */
export class SeedGenerator {
  readonly seed: number
  #index = 0

  constructor(seed: number | null) {
    this.seed = seed ?? defaultSeed()
  }

  next(): RandomStream {
    return new RandomStream(this.seed, this.#index++)
  }
}
