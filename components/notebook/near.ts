import { signal, type ReadonlySignal, type Signal } from '@preact/signals'

/** How far from the viewport a cell is made ready, so that the reader never sees it being made. */
const MARGIN = '1000px'

const watched = new WeakMap<Element, Signal<boolean>>()
let observer: IntersectionObserver | null = null

/** Whether an element is in the viewport or not far from it. One observer serves them all. */
export function watchNear(element: Element): { near: ReadonlySignal<boolean>; end(): void } {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const near = watched.get(target)
        if (near) near.value = isIntersecting
      }
    },
    { rootMargin: MARGIN },
  )
  const near = signal(false)
  watched.set(element, near)
  observer.observe(element)
  return {
    near,
    end() {
      observer?.unobserve(element)
      watched.delete(element)
    },
  }
}
