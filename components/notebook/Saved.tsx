import type { AppProps } from './App.tsx'

/** Where the newest text is, in words. */
export function SavedView({ store, desk }: AppProps) {
  const { t } = store
  const { state, keeping, touched } = desk.saved.value
  const trouble = state === 'full' || state === 'unavailable'
  return (
    <p class="nb-saved" role={trouble ? 'alert' : undefined} data-saved={touched ? state : 'new'}>
      {t(`notebook.saved.${touched || trouble ? state : 'new'}`)}
      {trouble && keeping === 'journal' && ` ${t('notebook.saved.journal')}`}
    </p>
  )
}
