/** The mark: an arc over three points. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M4 17.5C4 1.5 20 1.5 20 17.5" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      <g fill="var(--ink)">
        <circle cx="4" cy="18.5" r="2.4" />
        <circle cx="12" cy="18.5" r="2.4" />
        <circle cx="20" cy="18.5" r="2.4" />
      </g>
    </svg>
  );
}
