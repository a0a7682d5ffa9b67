import type { Formula, Term } from '../../src/figures/figure.ts'

function One({ term }: { term: Term }) {
  if (typeof term === 'string') return <>{term}</>
  if ('frac' in term)
    return (
      <span class="lb-frac">
        <span>
          <Terms terms={term.frac[0]} />
        </span>
        <span class="lb-sr">/</span>
        <span>
          <Terms terms={term.frac[1]} />
        </span>
      </span>
    )
  if ('floor' in term)
    return (
      <span class="lb-floor">
        <span class="lb-sr">⌊</span>
        <Terms terms={term.floor} />
        <span class="lb-sr">⌋</span>
      </span>
    )
  if ('ceil' in term)
    return (
      <span class="lb-ceil">
        <span class="lb-sr">⌈</span>
        <Terms terms={term.ceil} />
        <span class="lb-sr">⌉</span>
      </span>
    )
  if ('sup' in term)
    return (
      <sup class="lb-sup">
        <Terms terms={term.sup} />
      </sup>
    )
  return (
    <span class={`lb-term lb-role-${term.role}`}>
      {term.value}
      {term.name && <small>{term.name}</small>}
    </span>
  )
}

export const Terms = ({ terms }: { terms: readonly Term[] }) => (
  <>
    {terms.map((term, i) => (
      <One key={i} term={term} />
    ))}
  </>
)

export const FormulaLine = ({ formula }: { formula: Formula }) => (
  <p class="lb-formula">
    <span class="lb-formula-label">{formula.label}</span>
    <span class="lb-formula-terms">
      <Terms terms={formula.terms} />
    </span>
  </p>
)
