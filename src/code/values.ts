import { shapeText, type Language, type TensorData } from '../spec/index.ts'

const WIDTH = 84

/** The shortest decimal that is the same 32-bit float. */
function floatText(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === Math.fround(value)) return String(short)
  }
  return String(value)
}

function numberText(value: number, { dtype }: TensorData, language: Language): string {
  if (Number.isFinite(value)) return dtype === 'float32' ? floatText(value) : String(value)
  if (language === 'typescript') return String(value)
  return Number.isNaN(value) ? 'np.nan' : value < 0 ? '-np.inf' : 'np.inf'
}

/** `[1, 2, 3]`; where it is long over several lines, as many whole rows of the tensor in each as fit. */
function listText(items: readonly string[], { shape }: TensorData, indent: string): string {
  const line = `[${items.join(', ')}]`
  if (line.length <= WIDTH) return line
  const rows = [...shape]
    .reverse()
    .reduce<number[]>((sizes, size) => [...sizes, (sizes.at(-1) ?? 1) * size], [])
  const linesOf = (each: number) =>
    Array.from({ length: Math.ceil(items.length / each) }, (_, i) =>
      items.slice(i * each, (i + 1) * each).join(', '),
    )
  const fits = (lines: readonly string[]) => lines.every((text) => indent.length + text.length < WIDTH)
  const whole = rows.map(linesOf).findLast(fits)
  const lines = whole && whole.length < items.length ? whole : filled(items, WIDTH - indent.length - 1)
  return `[\n${lines.map((text) => `${indent}${text},`).join('\n')}\n]`
}

/** Lines of as many items as fit. */
function filled(items: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const item of items) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + item.length + 2 <= width)
      lines[lines.length - 1] = `${last}, ${item}`
    else lines.push(item)
  }
  return lines
}

/** A tensor as an expression: `tf.tensor([1, 2], [1, 2])`, `np.array([1, 2], dtype='float32').reshape(1, 2)`. */
export function tensorText(tensor: TensorData, language: Language): string {
  const { shape, dtype } = tensor
  const data = Array.from(tensor.data)
  const items = data.map((value) => numberText(value, tensor, language))
  if (language === 'python') {
    if (data.length > 8 && data.every((value) => value === 0))
      return `np.zeros(${shapeText(shape)}, dtype='${dtype}')`
    const list = `np.array(${listText(items, tensor, '    ')}, dtype='${dtype}')`
    return shape.length === 1
      ? list
      : `${list}.reshape${shape.length === 0 ? '(())' : `(${shape.join(', ')})`}`
  }
  const type = dtype === 'float32' ? '' : `, '${dtype}'`
  if (data.length > 8 && data.every((value) => value === 0)) return `tf.zeros([${shape.join(', ')}]${type})`
  return `tf.tensor(${listText(items, tensor, '  ')}, [${shape.join(', ')}]${type})`
}
