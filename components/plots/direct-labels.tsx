/** Names and last values at the ends of the lines, pushed apart and joined to them by thin curves. */
import type { Scale } from './scale';
import { spreadLabels } from './spread-labels';

export type EndLabel = { readonly id: string; readonly text: string; readonly color: string; readonly x: number; readonly y: number; readonly dot: boolean };

const GAP = 15;

export function DirectLabels({ labels, xScale, yScale, bounds }: { readonly labels: readonly EndLabel[]; readonly xScale: Scale; readonly yScale: Scale; readonly bounds: readonly [number, number] }) {
  const right = Math.max(...labels.map((label) => xScale.at(label.x)));
  const places = spreadLabels(
    labels.map((label) => yScale.at(label.y)),
    GAP,
    bounds,
  );
  return labels.map((label, index) => {
    const x = xScale.at(label.x);
    const y = yScale.at(label.y);
    const place = places[index];
    const start = right + 14;
    const moved = Math.abs(place - y) > 2 || start - x > 18;
    return (
      <g key={label.id}>
        {moved && <path className="leader" style={{ stroke: label.color }} d={`M${x + 5} ${y}C${start - 6} ${y} ${start - 8} ${place} ${start - 2} ${place}`} />}
        {label.dot && <circle cx={x} cy={y} r={3.5} style={{ fill: label.color }} />}
        <text className="direct" x={start} y={place + 4} style={{ fill: label.color }}>
          {label.text}
        </text>
      </g>
    );
  });
}
