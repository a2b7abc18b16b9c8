/** Dotted verticals with a word each; a word that would run into the one before goes one line down. */
import type { Scale } from './scale';
import type { PlotEvent } from './series';

const LETTER = 5.6;
const LINE = 12;

/** The line of each label, from 0, for labels that end at their mark. */
function linesOf(events: readonly PlotEvent[], xScale: Scale): readonly number[] {
  const ends: number[] = [];
  return events.map((mark) => {
    const end = xScale.at(mark.x) - 4;
    const start = end - mark.label.length * LETTER;
    const free = ends.findIndex((taken) => taken < start);
    const line = free < 0 ? ends.length : free;
    ends[line] = end;
    return line;
  });
}

export function EventMarks({ events, xScale, top, base, at }: { readonly events: readonly PlotEvent[]; readonly xScale: Scale; readonly top: number; readonly base: number; readonly at: 'top' | 'bottom' }) {
  const lines = linesOf(events, xScale);
  return events.map((mark, index) => (
    <g key={`${mark.x} ${mark.label}`}>
      <path className="event" d={`M${xScale.at(mark.x)} ${top - 6}V${base}`} />
      <text className="event-label" x={xScale.at(mark.x) - 4} y={at === 'top' ? top + 4 + lines[index] * LINE : base - 7 - lines[index] * LINE} textAnchor="end">
        {mark.label}
      </text>
    </g>
  ));
}
