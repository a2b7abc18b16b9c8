/** Probabilities of classes as bars with names and figures, highest first. */

export type ProbabilityRow = { readonly name: string; readonly probability: number; readonly text: string };

export function ProbabilityBars({ label, rows }: { readonly label: string; readonly rows: readonly ProbabilityRow[] }) {
  return (
    <ul className="bars" aria-label={label}>
      {rows.map((row, index) => (
        <li key={row.name}>
          <span className={index === 0 ? 'strong' : 'soft'}>{row.name}</span>
          <i aria-hidden="true" style={{ width: `${Math.max(0.5, row.probability * 100)}%` }} className={index === 0 ? 'top' : ''} />
          <span className="num">{row.text}</span>
        </li>
      ))}
    </ul>
  );
}
