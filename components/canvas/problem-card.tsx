'use client';
/** The problem of the selected layer, beside it: cause, what meets there, and the ways out with their price. */
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import type { GraphProblem, Repair } from '@/lib/graph/inference';
import { formatShape } from '@/lib/graph/shape';
import { wiringOf } from '@/lib/graph/wiring';
import { problemSentence, repairLabel } from '@/lib/i18n/format';
import { useInference, useNodeFacts } from '@/lib/stores/inference';
import { useGraph, useNotebook } from '@/lib/stores/notebook-context';
import { useSelectedNodes } from '@/lib/stores/selection';
import { signedNumber } from '@/lib/util/compact-number';
import { useCanvas } from './canvas-context';
import { nodeCalled } from './node-label';
import { drawnAsGhost, RepairGhosts } from './repair-ghosts';
import { boxOf } from './wire-geometry';

const WIDTH = 380;
const MARGIN = 12;

const noProblems: readonly GraphProblem[] = [];

export function SelectedProblem({ floating }: { readonly floating: boolean }) {
  const { graphId, overlay } = useCanvas();
  const selected = useSelectedNodes(graphId);
  const id = selected.length === 1 ? selected[0] : '';
  const asked = useStore(overlay, (state) => state.hints === id);
  const all = useNodeFacts(graphId, id)?.problems ?? noProblems;
  const problems = asked ? all : all.filter((problem) => problem.severity === 'error');
  if (problems.length === 0) return null;
  return (
    <>
      {floating && <RepairGhosts repairs={problems[0].repairs} />}
      <ProblemCard key={id} id={id} problems={problems} floating={floating} />
    </>
  );
}

function ProblemCard({ id, problems, floating }: { readonly id: string; readonly problems: readonly GraphProblem[]; readonly floating: boolean }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { graphId } = useCanvas();
  const graph = useGraph(graphId);
  const drawn = (repair: Repair | undefined) => drawnAsGhost(repair, graph);
  const card = useFollowing(id, floating);
  return (
    <div ref={card} className={floating ? 'panel problem-card' : 'problem-card docked'} role="group" aria-label={t('problemList')}>
      {problems.map((problem, index) => (
        <section key={`${problem.code} ${index}`}>
          <p className={problem.severity === 'error' ? 'cause bad' : 'cause warn'}>
            <CircleAlert size={15} strokeWidth={2} aria-hidden="true" />
            {problemSentence(problem, language)}
          </p>
          {problem.related.length > 0 && problem.code === 'shapesDiffer' && <Meeting id={id} />}
          <Repairs
            repairs={floating && index === 0 ? problem.repairs.filter((repair) => !drawn(repair)) : problem.repairs}
            enter={index === 0 && !(floating && drawn(problem.repairs[0]))}
            besideGhosts={floating && problem.repairs.some(drawn)}
          />
        </section>
      ))}
    </div>
  );
}

/** What comes in at a merge: the shape of each input and where it is from. */
function Meeting({ id }: { readonly id: string }) {
  const { graphId } = useCanvas();
  const language = useLocale();
  const document = useNotebook((whole) => whole);
  const inference = useInference(graphId);
  const graph = document.graphs[graphId];
  if (!graph) return null;
  return (
    <dl className="meeting">
      {(wiringOf(graph).incoming.get(id) ?? []).map(({ source, edge }) => (
        <div key={edge[1]}>
          <dt className="mono">{formatShape(inference?.nodes.get(source.node)?.outputShape ?? null)}</dt>
          <dd className="muted">{nodeCalled(document, graphId, source.node, language)}</dd>
        </div>
      ))}
    </dl>
  );
}

type RepairsProps = { readonly repairs: readonly Repair[]; /** The Enter key takes the first one. */ readonly enter: boolean; readonly besideGhosts: boolean };

function Repairs({ repairs, enter, besideGhosts }: RepairsProps) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { actions, editable } = useCanvas();
  if (repairs.length === 0) return null;
  return (
    <div className="repairs">
      <span className="muted">{t(besideGhosts ? 'repairsElse' : 'repairsOffered')}</span>
      {repairs.map((repair, index) => {
        const [parameters, multiplyAdds] = [signedNumber(repair.cost.parameters), signedNumber(repair.cost.multiplyAdds)];
        return (
          <button
            key={`${repair.code} ${index}`}
            type="button"
            className="repair"
            disabled={!editable}
            aria-label={t('applyRepairLabel', { repair: repairLabel(repair, language), parameters, multiplyAdds })}
            onClick={() => actions.repair(repair)}
          >
            <span className="grow">{repairLabel(repair, language)}</span>
            <span className="mono muted">
              θ {parameters} ×+ {multiplyAdds}
            </span>
            {enter && index === 0 && <kbd>↵</kbd>}
          </button>
        );
      })}
    </div>
  );
}

/** Keeps the card below its node while the view moves, without rendering; above where there is no room. */
function useFollowing(id: string, floating: boolean) {
  const card = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const flow = useReactFlow();
  const { view } = useCanvas();
  useEffect(() => {
    if (!floating) return undefined;
    function follow(): void {
      const element = card.current;
      const node = view.store.getState().byId.get(id);
      if (!element || !node) return;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const box = boxOf(node);
      const own = element.getBoundingClientRect();
      const middle = (box.x + box.width / 2) * zoom + x;
      const below = (box.y + box.height) * zoom + y + MARGIN + 8;
      const above = box.y * zoom + y - own.height - MARGIN;
      const free = height - (element.parentElement?.querySelector('.inspector')?.getBoundingClientRect().height ?? 0) - MARGIN;
      const top = below + own.height < free || above < 0 ? below : above;
      const left = Math.min(width - WIDTH - MARGIN, Math.max(MARGIN, middle - WIDTH / 2));
      element.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(MARGIN, Math.min(top, height - own.height - MARGIN)))}px)`;
    }
    follow();
    const leaveView = store.subscribe(follow);
    const leaveNodes = view.store.subscribe(follow);
    return () => {
      leaveView();
      leaveNodes();
    };
  }, [id, floating, store, view, flow]);
  return card;
}
