/** The card beside the crosshair: one row a line, sorted as the lines lie. */

export type CardRow = { readonly id: string; readonly name: string; readonly color: string; readonly text: string };

export function HoverCard({ title, rows, left, width }: { readonly title: string; readonly rows: readonly CardRow[]; readonly left: number; readonly width: number }) {
  const side = left > width / 2 ? { right: width - left + 10 } : { left: left + 10 };
  return (
    <div className="hovercard" style={{ top: 34, ...side }} aria-hidden="true">
      <div className="strong">{title}</div>
      {rows.map((row) => (
        <div key={row.id} className="row">
          <i className="swatch" style={{ background: row.color }} />
          <span className="grow">{row.name}</span>
          <span className="num">{row.text}</span>
        </div>
      ))}
    </div>
  );
}
