import { useEffect, useRef } from 'preact/hooks'
import type { PictureData } from './pictures.ts'

/** Largest that a picture is drawn, alone and among others, in px; small ones grow by whole factors. */
const ALONE = 256
const AMONG = 72

function One({ picture, size }: { picture: PictureData; size: number }) {
  const { width, height, rgba } = picture
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0)
  }, [picture])
  const scale = Math.max(1, Math.floor(size / Math.max(width, height)))
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      style={{ width: `${width * scale}px`, height: `${height * scale}px` }}
    />
  )
}

/** A tensor as a picture, or several as a strip. */
export function Picture({ pictures, label }: { pictures: readonly PictureData[]; label: string }) {
  const size = pictures.length > 1 ? AMONG : ALONE
  return (
    <div class="cell-pictures" role="img" aria-label={label}>
      {pictures.map((picture, i) => (
        <One key={i} picture={picture} size={size} />
      ))}
    </div>
  )
}
