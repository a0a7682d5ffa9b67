/** 64-bit arithmetic: what the hash functions of TensorFlow compute in. */
const wrap = (x: bigint): bigint => BigInt.asUintN(64, x)
const rotateRight = (x: bigint, by: bigint): bigint => wrap((x >> by) | (x << (64n - by)))
const rotateLeft = (x: bigint, by: bigint): bigint => rotateRight(x, 64n - by)
const fold = (x: bigint): bigint => x ^ (x >> 47n)

const K0 = 0xc3a5c85c97cb3127n
const K1 = 0xb492b66fbe98f273n
const K2 = 0x9ae16a3b2f90404fn

type Pair = readonly [bigint, bigint]

function mixed(u: bigint, v: bigint, by: bigint): bigint {
  const a = fold(wrap((u ^ v) * by))
  return wrap(fold(wrap((v ^ a) * by)) * by)
}

function hashUpTo16(bytes: DataView): bigint {
  const length = bytes.byteLength
  const size = BigInt(length)
  const by = wrap(K2 + size * 2n)
  if (length >= 8) {
    const a = wrap(bytes.getBigUint64(0, true) + K2)
    const b = bytes.getBigUint64(length - 8, true)
    const c = wrap(rotateRight(b, 37n) * by + a)
    const d = wrap((rotateRight(a, 25n) + b) * by)
    return mixed(c, d, by)
  }
  if (length >= 4) {
    const [first, last] = [bytes.getUint32(0, true), bytes.getUint32(length - 4, true)]
    return mixed(size + (BigInt(first) << 3n), BigInt(last), by)
  }
  if (length === 0) return K2
  const y = BigInt(bytes.getUint8(0) + (bytes.getUint8(length >> 1) << 8))
  const z = BigInt(length + (bytes.getUint8(length - 1) << 2))
  return wrap(fold(wrap(y * K2) ^ wrap(z * K0)) * K2)
}

function hashUpTo64(bytes: DataView): bigint {
  const length = bytes.byteLength
  const at = (offset: number) => bytes.getBigUint64(offset < 0 ? length + offset : offset, true)
  const by = wrap(K2 + BigInt(length) * 2n)
  const a = wrap(at(0) * (length <= 32 ? K1 : K2))
  const b = at(8)
  const c = wrap(at(-8) * by)
  const y = wrap(rotateRight(wrap(a + b), 43n) + rotateRight(c, 30n) + at(-16) * K2)
  const z = mixed(y, wrap(a + rotateRight(wrap(b + K2), 18n) + c), by)
  if (length <= 32) return z
  const e = wrap(at(16) * by)
  const f = at(24)
  const g = wrap((y + at(-32)) * by)
  const h = wrap((z + at(-24)) * by)
  const u = wrap(rotateRight(wrap(e + f), 43n) + rotateRight(g, 30n) + h)
  return mixed(u, wrap(e + rotateRight(wrap(f + a), 18n) + g), by)
}

function mix32(bytes: DataView, at: number, first: bigint, second: bigint): Pair {
  const word = (i: number) => bytes.getBigUint64(at + 8 * i, true)
  const start = wrap(first + word(0))
  const turned = rotateRight(wrap(second + start + word(3)), 21n)
  const sum = wrap(start + word(1) + word(2))
  return [wrap(sum + word(3)), wrap(turned + rotateRight(sum, 44n) + start)]
}

interface State {
  x: bigint
  y: bigint
  z: bigint
  v: Pair
  w: Pair
}

/** One round over 64 bytes; the last one weighs some words by 9. */
function round({ x, y, z, v, w }: State, bytes: DataView, at: number, by: bigint, weight: bigint): State {
  const word = (i: number) => bytes.getBigUint64(at + 8 * i, true)
  const x1 = wrap(rotateRight(wrap(x + y + v[0] + word(1)), 37n) * by) ^ wrap(w[1] * weight)
  const y1 = wrap(wrap(rotateRight(wrap(y + v[1] + word(6)), 42n) * by) + v[0] * weight + word(5))
  const z1 = wrap(rotateRight(wrap(z + w[0]), 33n) * by)
  return {
    x: z1,
    y: y1,
    z: x1,
    v: mix32(bytes, at, wrap(v[1] * by), wrap(x1 + w[0])),
    w: mix32(bytes, at + 32, wrap(z1 + w[1]), wrap(y1 + word(2))),
  }
}

function hashLong(bytes: DataView): bigint {
  const length = bytes.byteLength
  const y = wrap(81n * K1 + 113n)
  let state: State = {
    x: wrap(81n * K2 + bytes.getBigUint64(0, true)),
    y,
    z: wrap(fold(wrap(y * K2 + 113n)) * K2),
    v: [0n, 0n],
    w: [0n, 0n],
  }
  const rest = (length - 1) % 64
  for (let at = 0; at < length - 1 - rest; at += 64) state = round(state, bytes, at, K1, 1n)
  const by = wrap(K1 + ((state.z & 0xffn) << 1n))
  const w0 = wrap(state.w[0] + BigInt(rest))
  const v0 = wrap(state.v[0] + w0)
  state = { ...state, v: [v0, state.v[1]], w: [wrap(w0 + v0), state.w[1]] }
  const { x, y: last, z, v, w } = round(state, bytes, length - 64, by, 9n)
  const first = wrap(mixed(v[0], w[0], by) + fold(last) * K0 + z)
  return mixed(first, wrap(mixed(v[1], w[1], by) + x), by)
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** FarmHash's Fingerprint64 of bytes: what TensorFlow hashes with where there is no key. */
export function fingerprint64(bytes: Uint8Array): bigint {
  const view = viewOf(bytes)
  if (bytes.length <= 16) return hashUpTo16(view)
  return bytes.length <= 64 ? hashUpTo64(view) : hashLong(view)
}

/** One fingerprint of two, as TensorFlow's FingerprintCat64 joins them. */
export function joinFingerprints(first: bigint, second: bigint): bigint {
  const by = 0xc6a4a7935bd1e995n
  const start = first ^ by ^ wrap(fold(wrap(second * by)) * by)
  return fold(wrap(fold(wrap(start * by)) * by))
}

type Registers = [bigint, bigint, bigint, bigint]

function sipRound([a, b, c, d]: Registers): Registers {
  const a1 = wrap(a + b)
  const b1 = rotateLeft(b, 13n) ^ a1
  const c1 = wrap(c + d)
  const d1 = rotateLeft(d, 16n) ^ c1
  const a2 = wrap(rotateLeft(a1, 32n) + d1)
  const c2 = wrap(c1 + b1)
  return [a2, rotateLeft(b1, 17n) ^ c2, rotateLeft(c2, 32n), rotateLeft(d1, 21n) ^ a2]
}

/** SipHash-2-4 of bytes under a key of two 64-bit numbers. */
export function sipHash(bytes: Uint8Array, key: Pair): bigint {
  const [k0, k1] = [wrap(key[0]), wrap(key[1])]
  let v: Registers = [
    k0 ^ 0x736f6d6570736575n,
    k1 ^ 0x646f72616e646f6dn,
    k0 ^ 0x6c7967656e657261n,
    k1 ^ 0x7465646279746573n,
  ]
  const absorb = (word: bigint) => {
    v = sipRound(sipRound([v[0], v[1], v[2], v[3] ^ word]))
    v[0] ^= word
  }
  const view = viewOf(bytes)
  const whole = bytes.length - (bytes.length % 8)
  for (let at = 0; at < whole; at += 8) absorb(view.getBigUint64(at, true))
  let last = BigInt(bytes.length % 256) << 56n
  for (let at = whole; at < bytes.length; at++) last |= BigInt(bytes[at]!) << BigInt(8 * (at - whole))
  absorb(last)
  v[2] ^= 0xffn
  for (let i = 0; i < 4; i++) v = sipRound(v)
  return v[0] ^ v[1] ^ v[2] ^ v[3]
}
