/** Paths of the page's icons, each in a 16 × 16 box. Those that end in `!` are filled, the others drawn. */
const paths = {
  run: 'M4 2.5v11l9-5.5z!',
  stop: 'M4 4h8v8H4z!',
  restart: 'M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3h-3',
  add: 'M8 3v10M3 8h10',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  copy: 'M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1',
  delete: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  fold: 'M4 10l4-4 4 4',
  unfold: 'M4 6l4 4 4-4',
  edit: 'M3 13l.7-2.8L10.8 3.1l2.1 2.1L5.8 12.3z',
  text: 'M3 4h10M8 4v9',
  code: 'M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  gallery: 'M2.5 2.5h4.5v4.5h-4.5zM9 2.5h4.5v4.5h-4.5zM2.5 9h4.5v4.5h-4.5zM9 9h4.5v4.5h-4.5z',
  keys: 'M1.5 4.5h13v7h-13zM4 7h0M6.5 7h0M9 7h0M11.5 7h0M5 9.5h6',
  pause: 'M5 3v10M11 3v10',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  const path = paths[name]
  const filled = path.endsWith('!')
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="nb-icon">
      <path
        d={filled ? path.slice(0, -1) : path}
        fill={filled ? 'currentColor' : 'none'}
        stroke={filled ? 'none' : 'currentColor'}
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
