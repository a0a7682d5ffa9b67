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

/** `[1, 2, 3]`, over several lines where it is long. */
function listText(items: readonly string[], indent: string): string {
  const line = `[${items.join(', ')}]`
  if (line.length <= WIDTH) return line
  const lines: string[] = []
  let current = indent
  for (const item of items) {
    if (current.length + item.length + 1 > WIDTH && current !== indent) {
      lines.push(current.trimEnd())
      current = indent
    }
    current += `${item}, `
  }
  return `[\n${[...lines, current.trimEnd()].join('\n')}\n]`
}

/** A tensor as an expression: `tf.tensor([1, 2], [1, 2])`, `np.array([1, 2], dtype='float32').reshape(1, 2)`. */
export function tensorText(tensor: TensorData, language: Language): string {
  const { shape, dtype } = tensor
  const data = Array.from(tensor.data)
  const items = data.map((value) => numberText(value, tensor, language))
  if (language === 'python') {
    if (data.length > 8 && data.every((value) => value === 0))
      return `np.zeros(${shapeText(shape)}, dtype='${dtype}')`
    const list = `np.array(${listText(items, '    ')}, dtype='${dtype}')`
    return shape.length === 1
      ? list
      : `${list}.reshape${shape.length === 0 ? '(())' : `(${shape.join(', ')})`}`
  }
  const type = dtype === 'float32' ? '' : `, '${dtype}'`
  if (data.length > 8 && data.every((value) => value === 0)) return `tf.zeros([${shape.join(', ')}]${type})`
  return `tf.tensor(${listText(items, '  ')}, [${shape.join(', ')}]${type})`
}
