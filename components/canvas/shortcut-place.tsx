'use client';
/** What the selected shortcut is at each place where it stands, and why; its type is the way to decide otherwise for it alone. */
import { Spline } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { formatShape } from '@/lib/graph/shape';
import type { ShortcutPlace } from '@/lib/graph/shortcut-places';
import { parseStep } from '@/lib/graph/steps';
import { useRoute, type Route } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { askForShortcuts } from '@/lib/stores/shortcut-dialog';
import { placesOf } from '@/lib/stores/shortcut-places';
import { useCanvas } from './canvas-context';
import { formText, placeText } from './shortcut-text';

type Translate = ReturnType<typeof useTranslations<'shortcuts'>>;

export function ShortcutPlaces({ id }: { readonly id: string }) {
  const t = useTranslations('shortcuts');
  const { graphId, editable } = useCanvas();
  const route = useRoute() ?? { root: graphId, path: [] };
  const graphs = useNotebook((document) => document.graphs);
  const places = placesOf(graphs, route.root).filter((place) => place.graph === graphId && place.way.node === id && isOn(place, route));
  if (places.length === 0) return null;
  return (
    <div className="shortcut-places">
      <h5>{t('resolved')}</h5>
      <ul>
        {places.map((place) => (
          <li key={place.levels.map(({ node, index }) => `${node}.${index}`).join('/')}>
            <b>{t('resolvedIs', { where: place.levels.length === 0 ? t('hereOnly') : placeText(graphs, route.root, place, t), form: formText(place, t) })}</b> {why(place, t)}
          </li>
        ))}
      </ul>
      {editable && (
        <button type="button" className="btn" onClick={() => askForShortcuts(route.root)}>
          <Spline size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('allOfNet')}
        </button>
      )}
    </div>
  );
}

/** Whether a place lies in the blocks that were entered, in whichever of their repeats. */
function isOn({ levels }: ShortcutPlace, { path }: Route): boolean {
  return levels.length === path.length && path.every((step, depth) => parseStep(step).node === levels[depth].node);
}

function why({ policy, form, inputShape, outputShape, strides }: ShortcutPlace, t: Translate): string {
  const shapes = { input: formatShape(inputShape), output: formatShape(outputShape) };
  if (policy === null) return t('whyOwn');
  if (policy === 'none') return t('whyNone');
  if (form === 'identity') return t('whyUnchanged', { ...shapes, policy });
  const unchanged = strides === 1 && inputShape?.at(-1) === outputShape?.at(-1);
  return policy === 'C' && unchanged ? t('whyEverywhere') : t('whyChanged', { ...shapes, policy, form });
}
