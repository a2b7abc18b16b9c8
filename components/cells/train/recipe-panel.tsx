'use client';
/** Net, data set and recipe of a train cell; the few fields that beginners need, the others behind a button. */
import { ChevronDown, ChevronUp, Images, RotateCcw } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { DatasetManager } from '@/components/datasets/dataset-manager';
import { DatasetSelect } from '@/components/datasets/dataset-select';
import type { DatasetInfo } from '@/lib/datasets/dataset';
import type { TrainCell } from '@/lib/notebook/document';
import { defaultRecipe, type Recipe } from '@/lib/runs/recipe';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { RecipeField } from './recipe-field';
import { fieldSpecs } from './recipe-fields';
import { SchedulePicture } from './schedule-picture';
import type { NetChoice } from './use-train-cell';

export type RecipePanelProps = {
  readonly cell: TrainCell;
  readonly choices: readonly NetChoice[];
  readonly info: DatasetInfo | null;
  readonly totalSteps: number;
  readonly disabled: boolean;
};

const devices = ['auto', 'webgpu', 'webgl', 'wasm'] as const;

/** Memoised: a running training renders the cell some times a second, and none of that concerns the settings. */
export const RecipePanel = memo(function RecipePanel({ cell, choices, info, totalSteps, disabled }: RecipePanelProps) {
  const t = useTranslations('training');
  const notebook = useNotebookStore();
  const [all, setAll] = useState(false);
  const [managing, setManaging] = useState(false);
  const id = useId();
  const { recipe } = cell;

  function update(fields: Readonly<Record<string, unknown>>, field: string): void {
    notebook.dispatch({ type: 'updateCell', args: { cell: cell.id, fields } }, { gesture: `${cell.id} ${field}` });
  }
  const change = (next: Recipe, field: string) => update({ recipe: next }, field);
  const shown = fieldSpecs.filter((spec) => (spec.basic === true || all) && (spec.when?.(recipe) ?? true));
  const field = (spec: (typeof fieldSpecs)[number]) => <RecipeField key={spec.id} spec={spec} recipe={recipe} disabled={disabled} onChange={change} onLeave={notebook.endGesture} />;

  return (
    <form className="train-panel" aria-label={t('settings')} onSubmit={(event) => event.preventDefault()}>
      <div className="train-fields">
        <div className="recipe-field">
          <label className="label" htmlFor={`${id}-net`}>
            {t('net')}
          </label>
          <select id={`${id}-net`} className="field" disabled={disabled} value={cell.graph ?? ''} aria-describedby={`${id}-net-help`} onChange={(event) => update({ graph: event.target.value }, 'graph')} onBlur={notebook.endGesture}>
            {cell.graph === null && <option value="">{t('netNone')}</option>}
            {choices
              .filter((choice) => choice.sound || choice.id === cell.graph)
              .map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.name}
                </option>
              ))}
          </select>
          <p id={`${id}-net-help`} className="help">
            {t('netHelp')}
          </p>
        </div>
        <div className="recipe-field">
          <label className="label" htmlFor={`${id}-data`}>
            {t('data')}
          </label>
          <DatasetSelect id={`${id}-data`} describedBy={`${id}-data-help`} value={cell.data} disabled={disabled} onChange={(data) => update({ data }, 'data')} />
          <p id={`${id}-data-help`} className="help">
            {t('dataHelp')}
          </p>
        </div>
        {shown.filter((spec) => spec.basic === true).map(field)}
      </div>
      {all && (
        <div className="train-fields all" id={`${id}-all`}>
          {shown.filter((spec) => spec.basic !== true).map(field)}
          <div className="recipe-field">
            <label className="label" htmlFor={`${id}-device`}>
              {t('field_device')}
            </label>
            <select id={`${id}-device`} className="field" disabled={disabled} value={cell.device ?? 'auto'} aria-describedby={`${id}-device-help`} onChange={(event) => update({ device: event.target.value }, 'device')} onBlur={notebook.endGesture}>
              {devices.map((device) => (
                <option key={device} value={device}>
                  {t(`option_${device}`)}
                </option>
              ))}
            </select>
            <p id={`${id}-device-help`} className="help">
              {t('help_device')}
            </p>
          </div>
          <SchedulePicture recipe={recipe} totalSteps={totalSteps} />
        </div>
      )}
      {all && recipe.augmentation.flip && info?.flippable === false && (
        <p className="refused" role="status">
          {t('flipWarning', { data: info.name })}
        </p>
      )}
      <div className="row train-panel-foot">
        <button type="button" className="btn small ghost" aria-expanded={all} aria-controls={`${id}-all`} onClick={() => setAll(!all)}>
          {all ? <ChevronUp size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
          {all ? t('fewerSettings') : t('allSettings')}
        </button>
        <button type="button" className="btn small ghost" onClick={() => setManaging(true)}>
          <Images size={14} aria-hidden="true" />
          {t('manageData')}
        </button>
        <DatasetManager open={managing} onOpenChange={setManaging} />
        {all && (
          <button type="button" className="btn small ghost" disabled={disabled} onClick={() => update({ recipe: defaultRecipe }, 'defaults')}>
            <RotateCcw size={14} aria-hidden="true" />
            {t('resetSettings')}
          </button>
        )}
      </div>
    </form>
  );
});
