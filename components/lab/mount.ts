/** How far below the viewport a lab starts, so that it is live when the reader arrives. */
const MARGIN = '400px'

/** Starts each lab of the page when it comes near the viewport or is touched; nothing heavy loads before. */
export function watchLabs(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-layer]')) {
    let started = false
    const start = () => {
      if (started) return
      started = true
      observer.disconnect()
      void import('./live.tsx').then(({ live }) => live(element))
    }
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && start(), {
      rootMargin: MARGIN,
    })
    observer.observe(element)
    for (const event of ['pointerdown', 'focusin', 'keydown'])
      element.addEventListener(event, start, { once: true })
  }
}
