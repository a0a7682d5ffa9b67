/** Starts the page's notebook. */
export function startNotebook(): void {
  const element = document.querySelector<HTMLElement>('[data-notebook]')
  if (element) void import('./live.tsx').then(({ live }) => live(element))
}
