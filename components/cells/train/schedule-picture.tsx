'use client';
/** The learning rate over the planned run, small: what the loop will apply is what is drawn. */
import { useTranslations } from 'use-intl';
import type { Recipe } from '@/lib/runs/recipe';
import { learningRateAt } from '@/lib/runs/schedule';

const WIDTH = 220;
const HEIGHT = 64;

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(2)));
}

export function SchedulePicture({ recipe, totalSteps }: { readonly recipe: Recipe; readonly totalSteps: number }) {
  const t = useTranslations('training');
  const count = Math.min(totalSteps, WIDTH);
  const steps = Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.round((index * (totalSteps - 1)) / (count - 1))));
  const rates = steps.map((step) => learningRateAt(recipe.schedule, recipe.learningRate, step, totalSteps));
  const peak = Math.max(...rates);
  const path = rates.map((rate, index) => `${index === 0 ? 'M' : 'L'}${((index / Math.max(1, count - 1)) * WIDTH).toFixed(1)} ${(4 + (1 - rate / peak) * (HEIGHT - 8)).toFixed(1)}`).join('');
  return (
    <figure className="schedule">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} className="plot" role="img" aria-label={t('schedulePicture', { start: shortNumber(rates[0]), peak: shortNumber(peak), end: shortNumber(rates[count - 1]) })}>
        <path className="axis" d={`M0 ${HEIGHT - 4}H${WIDTH}`} />
        <path className="line" d={path} style={{ stroke: 'var(--ink-2)', strokeWidth: 1.5 }} />
      </svg>
      <figcaption className="num">
        <span>{shortNumber(rates[0])}</span>
        <span>{shortNumber(rates[count - 1])}</span>
      </figcaption>
    </figure>
  );
}
