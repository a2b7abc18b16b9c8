'use client';
/** The canvas with the summary table or the code; the canvas stays where it is while another view lies over it. */
import { lazy, Suspense, useRef, type ReactNode } from 'react';
import { ShownSummary } from './shown-summary';
import type { GraphViewName } from '@/lib/stores/graph-view';
import { ViewSwitch } from './view-switch';

const CodeView = lazy(() => import('./code-view').then((module) => ({ default: module.CodeView })));

type Props = {
  readonly graphId: string;
  readonly name: string;
  readonly view: GraphViewName;
  readonly narrow: boolean;
  readonly nested: boolean;
  readonly onView: (view: GraphViewName) => void;
  /** Of the views, px. */
  readonly height: number;
  /** The canvas. */
  readonly children: ReactNode;
};

export function GraphViews({ graphId, name, view, narrow, nested, onView, height, children }: Props) {
  const canvas = useRef<HTMLDivElement>(null);
  const covered = view === 'code' || (narrow && view === 'table');

  return (
    <>
      {narrow && (
        <div className="graph-view-bar">
          <ViewSwitch view={view} narrow nested={nested} onView={onView} />
        </div>
      )}
      <div className={narrow ? 'graph-views one' : 'graph-views'} data-view={view} style={{ minHeight: height }}>
        <div ref={canvas} className="graph-view-canvas" inert={covered}>
          {children}
        </div>
        {view === 'table' && (
          <div className="graph-view-side" style={{ height }}>
            <ShownSummary graphId={graphId} name={name} canvas={canvas} onReveal={() => narrow && onView('graph')} />
          </div>
        )}
        {view === 'code' && (
          <div className="graph-view-side" style={{ height }}>
            <Suspense fallback={<i className="bone block" />}>
              <CodeView graphId={graphId} name={name} />
            </Suspense>
          </div>
        )}
      </div>
    </>
  );
}
