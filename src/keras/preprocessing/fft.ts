/** Transforms complex numbers in place, `X[k] = sum over t of x[t] exp(-2 pi i k t / n)`. */
export type Transform = (re: Float64Array, im: Float64Array) => void

/** The discrete Fourier transform of `n` numbers, for any `n`. Its tables are made once. */
export function fourier(n: number): Transform {
  return n > 0 && (n & (n - 1)) === 0 ? powerOfTwo(n) : chirp(n)
}

/** Cooley and Tukey's, in place. */
function powerOfTwo(n: number): Transform {
  const cos = Float64Array.from({ length: n / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / n))
  const sin = Float64Array.from({ length: n / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / n))
  const order = reversedBits(n)
  return (re, im) => {
    order.forEach((j, i) => {
      if (j <= i) return
      ;[re[i], re[j]] = [re[j]!, re[i]!]
      ;[im[i], im[j]] = [im[j]!, im[i]!]
    })
    for (let half = 1; half < n; half *= 2) {
      const step = n / 2 / half
      for (let start = 0; start < n; start += 2 * half)
        for (let i = start, at = 0; i < start + half; i++, at += step) {
          const j = i + half
          const x = re[j]! * cos[at]! + im[j]! * sin[at]!
          const y = im[j]! * cos[at]! - re[j]! * sin[at]!
          re[j] = re[i]! - x
          im[j] = im[i]! - y
          re[i]! += x
          im[i]! += y
        }
    }
  }
}

function reversedBits(n: number): Uint32Array {
  const order = new Uint32Array(n)
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    order[i] = j
  }
  return order
}

/** Bluestein's: a convolution with a chirp, by transforms of a power of two. */
function chirp(n: number): Transform {
  let size = 1
  while (size < 2 * n - 1) size *= 2
  const transform = powerOfTwo(size)
  // The square is taken modulo 2n, to keep the angle exact.
  const angles = Float64Array.from({ length: n }, (_, i) => (Math.PI * ((i * i) % (2 * n))) / n)
  const [cos, sin] = [angles.map(Math.cos), angles.map(Math.sin)]
  const [kernelRe, kernelIm] = [new Float64Array(size), new Float64Array(size)]
  for (let i = 0; i < n; i++)
    for (const at of i === 0 ? [0] : [i, size - i]) {
      kernelRe[at] = cos[i]!
      kernelIm[at] = sin[i]!
    }
  transform(kernelRe, kernelIm)
  return (re, im) => {
    const [a, b] = [new Float64Array(size), new Float64Array(size)]
    for (let i = 0; i < n; i++) {
      a[i] = re[i]! * cos[i]! + im[i]! * sin[i]!
      b[i] = im[i]! * cos[i]! - re[i]! * sin[i]!
    }
    transform(a, b)
    // Conjugated, so that the same transform goes back.
    for (let i = 0; i < size; i++) {
      const [x, y] = [a[i]!, b[i]!]
      a[i] = x * kernelRe[i]! - y * kernelIm[i]!
      b[i] = -(x * kernelIm[i]! + y * kernelRe[i]!)
    }
    transform(a, b)
    for (let i = 0; i < n; i++) {
      const [x, y] = [a[i]! / size, -b[i]! / size]
      re[i] = x * cos[i]! + y * sin[i]!
      im[i] = y * cos[i]! - x * sin[i]!
    }
  }
}
