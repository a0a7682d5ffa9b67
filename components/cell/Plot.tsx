import { useEffect, useMemo, useState } from 'preact/hooks'
import type { PlotPart } from '../../src/runtime/sandbox/protocol.ts'
import type { Translate } from '../site/strings.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** What may make a picture reach out, run or leave its frame. Shown as an image it could not; it is dropped all the same. */
const BANNED =
  'script, foreignObject, iframe, object, embed, audio, video, image[href^="http"], use:not([href^="#"])'

interface Picture {
  svg: SVGSVGElement
  width: number
  height: number
}

/** The plot as a picture of its own, or null where it is none. It never becomes part of the page. */
function readPicture(text: string): Picture | null {
  const document = new DOMParser().parseFromString(text, 'image/svg+xml')
  const root = document.documentElement
  if (root.namespaceURI !== SVG || root.localName !== 'svg' || document.querySelector('parsererror'))
    return null
  const svg = root as unknown as SVGSVGElement
  svg.querySelectorAll(BANNED).forEach((element) => element.remove())
  for (const element of [svg, ...svg.querySelectorAll('*')]) {
    for (const { name } of [...element.attributes]) if (/^on/i.test(name)) element.removeAttribute(name)
  }
  const length = (name: 'width' | 'height', fallback: number) => {
    const value = Number.parseFloat(svg.getAttribute(name) ?? '')
    return value > 0 && value <= 4000 ? value : fallback
  }
  return { svg, width: length('width', 640), height: length('height', 400) }
}

/** The page's theme, and again whenever it changes: an image does not inherit its colours. */
function useTheme(): { text: string; background: string } {
  const read = () => {
    const style = getComputedStyle(document.documentElement)
    const colour = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback
    return { text: colour('--lb-text', '#333'), background: colour('--lb-panel', '#fff') }
  }
  const [theme, setTheme] = useState(read)
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(read()))
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'class', 'style'],
    })
    return () => observer.disconnect()
  }, [])
  return theme
}

function Svg({ part, t }: { part: Extract<PlotPart, { part: 'svg' }>; t: Translate }) {
  const { text, background } = useTheme()
  const picture = useMemo(() => readPicture(part.svg), [part.svg])
  if (!picture) return <p class="cell-note">{t('cell.plot_broken')}</p>
  const { svg, width, height } = picture
  svg.style.color = text
  svg.style.setProperty('--plot-background', background)
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`
  return <img src={source} width={width} height={height} alt={part.label || t('cell.plot')} />
}

/** A colour, or none: the text came from the reader's program. */
const safeColour = (text: string): string | undefined => (CSS.supports('color', text) ? text : undefined)

/** A plot: its pictures as images, its words and legend as the page's own. */
export function Plot({ parts, t }: { parts: readonly PlotPart[]; t: Translate }) {
  return (
    <figure class="cell-plot">
      {parts.map((part, i) => {
        switch (part.part) {
          case 'svg':
            return <Svg key={i} part={part} t={t} />
          case 'swatches':
            return (
              <ul key={i} class="cell-swatches">
                {part.items.map(({ color, label }, k) => (
                  <li key={k}>
                    <i style={{ background: safeColour(color) }} />
                    {label}
                  </li>
                ))}
              </ul>
            )
          default:
            return (
              <p key={i} class={`cell-plot-${part.part}`}>
                {part.text}
              </p>
            )
        }
      })}
    </figure>
  )
}
