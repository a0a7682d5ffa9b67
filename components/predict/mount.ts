/** Makes the questions live when they come near the viewport. */
export function watchQuestions(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-predict]')) {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((e) => e.isIntersecting)) return
        observer.disconnect()
        void import('./live.tsx').then(({ live }) => live(element))
      },
      { rootMargin: '200px' },
    )
    observer.observe(element)
  }
}
