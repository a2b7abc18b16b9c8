/** The small picture of a notebook: its net as a line, its shortcuts as arcs; dashed where one changes the shape. */
import type { NotebookPicture } from '@/lib/notebook/picture';

const WIDTH = 72;
const BASE = 22;
const MOST = 12;

export function Picture({ picture }: { readonly picture: NotebookPicture }) {
  const { length } = picture;
  const x = (place: number) => 4 + (64 * place) / Math.max(1, length);
  const arcs = picture.arcs.slice(0, MOST);
  const first = Math.min(...arcs.map((arc) => arc.from), length);
  const last = Math.max(...arcs.map((arc) => arc.to), 0);
  // The blocks fill the picture: stem and head are left out where there are arcs.
  const at = arcs.length === 0 ? x : (place: number) => 4 + (64 * (place - first)) / Math.max(1, last - first);
  const points = new Set(arcs.length === 0 ? (length === 0 ? [] : [0, length]) : arcs.flatMap(({ from, to }) => [from, to]));
  return (
    <svg width={WIDTH} height="28" fill="none" aria-hidden="true" className="picture">
      <path d={`M4 ${BASE}H68`} stroke="var(--line-strong)" strokeWidth="1.5" strokeDasharray={length === 0 ? '2 4' : undefined} />
      {arcs.map(({ from, to, dashed }) => {
        const [left, right] = [at(from), at(to)];
        const top = BASE - 1 - Math.min(25, 0.9 * (right - left));
        return <path key={`${from} ${to}`} d={`M${left} ${BASE - 1}C${left} ${top} ${right} ${top} ${right} ${BASE - 1}`} stroke="var(--accent)" strokeWidth="1.75" strokeDasharray={dashed ? '2 2.5' : undefined} />;
      })}
      {[...points].map((place) => (
        <circle key={place} cx={at(place)} cy={BASE} r="2" fill="var(--ink-2)" />
      ))}
    </svg>
  );
}
