import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import sharp from 'sharp'

const WIDTH = 1200
const HEIGHT = 630
const MARGIN = 96

/** A font for Chinese that this machine has, or none: without one a picture keeps to Latin letters. */
async function chineseFont(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('fc-list', [':lang=zh-cn', 'family'])
    const families = stdout.split('\n').flatMap((line) => line.split(',')[0]!.trim() || [])
    return families.find((name) => /sans|hei|ping/i.test(name)) ?? families[0]
  } catch {
    return undefined
  }
}

const found = chineseFont()

const wide = /[\u2e80-\u9fff\uff00-\uffef]/

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Breaks a text into lines of at most `limit` em, a Chinese character counting 1 and a Latin one about a half. */
export function linesOf(text: string, limit: number): string[] {
  const pieces =
    text.match(
      /[\u2e80-\u9fff\uff00-\uffef][，。；：、！？）》”]*|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g,
    ) ?? []
  const size = (piece: string) => [...piece].reduce((sum, c) => sum + (wide.test(c) ? 1 : 0.56), 0)
  const lines: string[] = []
  let room = 0
  for (const piece of pieces) {
    const need = size(piece.trimEnd())
    if (need > room || lines.length === 0) {
      lines.push('')
      room = limit
    }
    lines[lines.length - 1] += piece
    room -= size(piece)
  }
  return lines.map((line) => line.trimEnd())
}

export interface Card {
  readonly site: string
  readonly title: string
  readonly text: string
  /** What stands instead where the machine has no Chinese font. */
  readonly latin: { readonly site: string; readonly title: string; readonly text: string }
}

/** A picture for links to a page, as PNG. */
export async function drawCard(card: Card): Promise<Buffer> {
  const font = await found
  const words = font ? card : card.latin
  const legible = (text: string) => (font ? text : text.replace(/[^\x20-\x7e]+/g, ' ').trim())
  const family = `-apple-system, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', '${font ?? 'sans-serif'}', sans-serif`

  const title = linesOf(legible(words.title), (WIDTH - 2 * MARGIN) / 76).slice(0, 2)
  const text = linesOf(legible(words.text), (WIDTH - 2 * MARGIN) / 34).slice(0, 4)
  const line = (content: string, y: number, style: string) =>
    `<text x="${MARGIN}" y="${y}" ${style}>${escape(content)}</text>`
  const titleY = 270
  const textY = titleY + title.length * 92 - 10
  const layer = (y: number, fill: string) =>
    `<path d="M48 ${y} 87 ${y + 18} 48 ${y + 36} 9 ${y + 18}z" fill="${fill}" stroke="#fbfaf7" stroke-width="4"/>`

  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="${family}">
    <rect width="100%" height="100%" fill="#fbfaf7"/>
    <rect y="${HEIGHT - 18}" width="400" height="18" fill="#0f4fa8"/>
    <rect x="400" y="${HEIGHT - 18}" width="400" height="18" fill="#d97718"/>
    <rect x="800" y="${HEIGHT - 18}" width="400" height="18" fill="#00735f"/>
    <g transform="translate(${MARGIN - 9} 74)">${layer(44, '#0f4fa8')}${layer(22, '#d97718')}${layer(0, '#00735f')}</g>
    ${line(legible(words.site), 134, `style="font-size:40px;font-weight:600;fill:#16181d" transform="translate(100 0)"`)}
    ${title.map((content, i) => line(content, titleY + i * 92, 'style="font-size:76px;font-weight:700;fill:#16181d"')).join('')}
    ${text.map((content, i) => line(content, textY + i * 54, 'style="font-size:34px;fill:#30343b"')).join('')}
  </svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer()
}
