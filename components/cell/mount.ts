/** How far below the viewport a cell comes to life, so that its buttons work when the reader arrives. */
const MARGIN = '200px'

/** Brings each cell of the page to life when it comes near the viewport or is touched. */
export function watchCells(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-cell]')) {
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
    for (const event of ['pointerdown', 'focusin']) element.addEventListener(event, start, { once: true })
  }
}
