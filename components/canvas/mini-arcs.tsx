'use client';
/** The shortcuts of a block in little on its card: an arc each, dashed where it changes the shape or computes. */
import { useBlockSkeleton } from '@/lib/stores/skeleton';
import { useCanvas } from './canvas-context';

const WIDTH = 164;
const HEIGHT = 24;
const BASE = 20;
const WIDEST_ARC = 34;
const HIGHEST = 24;
const INSET = 3;

export function MiniArcs({ id }: { readonly id: string }) {
  const { graphId } = useCanvas();
  const skeleton = useBlockSkeleton(graphId, id);
  if (skeleton === null || skeleton.length === 0) return <span className="mini-arcs" />;
  const { length, arcs, gaps } = skeleton;
  const widest = Math.max(1, ...arcs.map(({ from, to }) => to - from));
  const unit = Math.min((WIDTH - 2 * INSET) / length, WIDEST_ARC / widest);
  const x = (place: number) => Math.round((INSET + unit * place) * 10) / 10;
  const points = new Set([0, length, ...arcs.map(({ from }) => from)]);
  return (
    <svg className="mini-arcs" width={WIDTH} height={HEIGHT} fill="none">
      <path className="line" d={solid(length, gaps).map(([from, to]) => `M${x(from)} ${BASE}H${x(to)}`).join('')} />
      {gaps.map(({ from, to }) => (
        <path key={from} className="line" strokeDasharray="1 4" d={`M${x(from) + 4} ${BASE}H${x(to) - 2}`} />
      ))}
      {arcs.map(({ from, to, dashed }, index) => {
        const [left, right] = [x(from), x(to)];
        const top = BASE - Math.min(HIGHEST, 0.9 * (right - left));
        return <path key={index} className="arc" strokeDasharray={dashed ? '2.5 2.5' : undefined} d={`M${left} ${BASE - 1}C${left} ${top} ${right} ${top} ${right} ${BASE - 1}`} />;
      })}
      {[...points].map((place) => (
        <circle key={place} cx={x(place)} cy={BASE} r="2.2" />
      ))}
    </svg>
  );
}

/** The line without the gaps in it. */
function solid(length: number, gaps: readonly { readonly from: number; readonly to: number }[]): readonly (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = [];
  let from = 0;
  for (const gap of gaps) {
    parts.push([from, gap.from]);
    from = gap.to;
  }
  return [...parts, [from, length]];
}
