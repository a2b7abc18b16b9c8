'use client';
/**
 * A line plot: props in, picture out. It is SVG of our own, since direct labels that push each other apart, colours that follow
 * the theme and a cursor for keyboard and screen reader are all simpler there than in a canvas; long lines are decimated by pixel.
 */
import { useId, useMemo, type KeyboardEvent, type PointerEvent } from 'react';
import { linePath, nearestIndex } from './decimate';
import { HoverCard, type CardRow } from './hover-card';
import { DirectLabels, type EndLabel } from './direct-labels';
import { createScale, linearTicks, logTicks, niceDomain, withoutPeaks, type Scale, type ScaleKind } from './scale';
import { EventMarks } from './event-marks';
import { foreground, type PlotEvent, type PlotSeries } from './series';
import { useWidth } from './use-width';

export type LinePlotProps = {
  readonly title: string;
  /** What the lines are, in the row of the title: "smoothed 0.60, raw behind". */
  readonly note: string;
  readonly series: readonly PlotSeries[];
  /** The whole planned extent, so that the empty part is what is left. */
  readonly xDomain: readonly [number, number];
  readonly xLabel: string;
  readonly yKind: ScaleKind;
  /** Rare peaks may leave the plot at the top. */
  readonly cutPeaks?: boolean;
  /** Shown while there are no data. */
  readonly yFallback: readonly [number, number];
  readonly events: readonly PlotEvent[];
  /** Where the words of events keep out of the lines' way. */
  readonly eventsAt: 'top' | 'bottom';
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  readonly formatTick: (y: number) => string;
  /** Shared by the plots of a cell; null where the pointer is elsewhere. */
  readonly cursor: number | null;
  readonly onCursor: (x: number | null) => void;
  readonly height?: number;
};

const MARGIN = { top: 30, bottom: 24, left: 38 };
const LETTER = 6.3;

function valuesOf(series: readonly PlotSeries[]): readonly number[] {
  return series.flatMap((one) => (one.raw === undefined ? one.y : [...one.y, ...one.raw]));
}

/** The series at a place on the x axis, as their lines lie there; a series ends where its data do. */
function rowsAt(series: readonly PlotSeries[], x: number, formatY: (y: number) => string): readonly (CardRow & { readonly y: number; readonly x: number })[] {
  return foreground(series)
    .flatMap((one) => {
      const index = nearestIndex(one.x, x);
      const y = one.y[index];
      return index < 0 || !Number.isFinite(y) ? [] : [{ id: one.id, name: one.name, color: one.color, text: formatY(y), x: one.x[index], y }];
    })
    .sort((a, b) => b.y - a.y);
}

function Lines({ series, xScale, yScale }: { readonly series: readonly PlotSeries[]; readonly xScale: Scale; readonly yScale: Scale }) {
  return series.map((one) => (
    <g key={one.id} style={{ stroke: one.color }}>
      {one.raw !== undefined && <path className="raw" d={linePath(one.x, one.raw, xScale, yScale)} />}
      <path className={one.look === 'faint' ? 'seed' : 'line'} strokeDasharray={one.dash} d={linePath(one.x, one.y, xScale, yScale)} />
      {one.look === 'points' &&
        one.x.map((x, index) => (Number.isFinite(one.y[index]) && one.x.length <= 120 ? <circle key={x} cx={xScale.at(x)} cy={yScale.at(one.y[index])} r={2.4} strokeWidth={1.5} fill="var(--paper)" /> : null))}
    </g>
  ));
}

/** Where the cursor goes by a key; null leaves the plot. */
function cursorAfter(key: string, xs: readonly number[], cursor: number | null): number | null | undefined {
  if (xs.length === 0) return undefined;
  const last = xs.length - 1;
  const index = cursor === null ? last : nearestIndex(xs, cursor);
  const page = Math.max(1, Math.round(xs.length / 10));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return xs[cursor === null ? last : Math.max(0, index - 1)];
    case 'ArrowRight':
    case 'ArrowUp':
      return xs[Math.min(last, index + 1)];
    case 'PageDown':
      return xs[Math.max(0, index - page)];
    case 'PageUp':
      return xs[Math.min(last, index + page)];
    case 'Home':
      return xs[0];
    case 'End':
      return xs[last];
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

export function LinePlot(props: LinePlotProps) {
  const { title, note, series, xDomain, xLabel, yKind, yFallback, events, eventsAt, formatX, formatY, formatTick, cursor, onCursor, cutPeaks = false, height = 236 } = props;
  const [attach, width] = useWidth(372);
  const clip = useId();
  const labels = useMemo<readonly EndLabel[]>(
    () =>
      foreground(series).flatMap((one) => {
        const index = one.y.findLastIndex((y) => Number.isFinite(y));
        return index < 0 ? [] : [{ id: one.id, text: `${one.name} ${formatY(one.y[index])}`, color: one.color, x: one.x[index], y: one.y[index], dot: one.look === 'line' }];
      }),
    [series, formatY],
  );
  const right = Math.max(60, ...labels.map((label) => label.text.length * LETTER + 22));
  const [x0, x1] = xDomain;
  const { xScale, yScale } = useMemo(() => {
    const values = valuesOf(series);
    const yDomain = niceDomain(yKind, cutPeaks ? withoutPeaks(values) : values, yFallback);
    return { xScale: createScale('linear', [x0, x1], [MARGIN.left, width - right]), yScale: createScale(yKind, yDomain, [height - MARGIN.bottom, MARGIN.top]) };
  }, [series, x0, x1, yKind, yFallback, cutPeaks, width, right, height]);
  const lines = useMemo(() => <Lines series={series} xScale={xScale} yScale={yScale} />, [series, xScale, yScale]);

  const base = height - MARGIN.bottom;
  const yTicks = yKind === 'log' ? logTicks(yScale.domain, 4) : linearTicks(yScale.domain, 4);
  const xTicks = linearTicks(xDomain, Math.max(2, Math.round((width - right - MARGIN.left) / 42)), true);
  const longest = foreground(series).reduce<readonly number[]>((best, one) => (one.x.length > best.length ? one.x : best), []);
  const rows = cursor === null ? [] : rowsAt(series, cursor, formatY);
  const valueText = cursor === null ? labels.map((label) => label.text).join(', ') : [formatX(cursor), ...rows.map((row) => `${row.name} ${row.text}`)].join(', ');

  function follow(event: PointerEvent<SVGSVGElement>): void {
    const x = xScale.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    const index = nearestIndex(longest, x);
    onCursor(x < x0 - (x1 - x0) * 0.05 || index < 0 ? null : longest[index]);
  }
  function move(event: KeyboardEvent): void {
    const next = cursorAfter(event.key, longest, cursor);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onCursor(next);
  }

  return (
    <div
      ref={attach}
      className="plot-box"
      role="slider"
      tabIndex={0}
      aria-label={`${title}, ${xLabel}`}
      aria-orientation="horizontal"
      aria-valuemin={x0}
      aria-valuemax={x1}
      aria-valuenow={cursor ?? longest.at(-1) ?? x0}
      aria-valuetext={valueText}
      onKeyDown={move}
      onBlur={() => onCursor(null)}
    >
      <svg className="plot" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" onPointerMove={follow} onPointerDown={follow} onPointerLeave={() => onCursor(null)}>
        <clipPath id={clip}>
          <rect x={MARGIN.left - 4} y={MARGIN.top - 4} width={Math.max(0, width - right - MARGIN.left + 8)} height={base - MARGIN.top + 8} />
        </clipPath>
        <text className="title" x={0} y={12}>
          {title}
          <tspan className="note" dx={9}>
            {note}
          </tspan>
        </text>
        {yTicks.map((tick) => (
          <g key={tick}>
            <path className="grid" d={`M${MARGIN.left} ${yScale.at(tick)}H${width - right}`} />
            <text className="tick" x={MARGIN.left - 6} y={yScale.at(tick) + 3.5} textAnchor="end">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {xTicks.map((tick) => (
          <text key={tick} className="tick" x={xScale.at(tick)} y={height - 8} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text x={width - right + 14} y={height - 8}>
          {xLabel}
        </text>
        <path className="axis" d={`M${MARGIN.left} ${base}H${width - right}`} />
        <EventMarks events={events} xScale={xScale} top={MARGIN.top} base={base} at={eventsAt} />
        <g clipPath={`url(#${clip})`}>{lines}</g>
        <DirectLabels labels={labels} xScale={xScale} yScale={yScale} bounds={[MARGIN.top, base]} />
        {cursor !== null && rows.length > 0 && (
          <g className="crosshair">
            <path d={`M${xScale.at(cursor)} ${MARGIN.top - 6}V${base}`} />
            {rows.map((row) => (
              <circle key={row.id} cx={xScale.at(row.x)} cy={yScale.at(row.y)} r={3.2} style={{ stroke: row.color }} />
            ))}
          </g>
        )}
      </svg>
      {cursor !== null && rows.length > 0 && <HoverCard title={formatX(cursor)} rows={rows} left={xScale.at(cursor)} width={width} />}
    </div>
  );
}
