'use client';
/** One setting of a net: a number or a choice, with the reason beside it where a value will not do. */
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { GraphParameter } from '@/lib/graph/graph';
import type { NetDraft } from './use-net-draft';

export function SettingField({ setting, draft }: { readonly setting: GraphParameter; readonly draft: NetDraft }) {
  const t = useTranslations('zooForm');
  const id = useId();
  const { name, minimum, maximum } = setting;
  const stage = /^blocks(\d+)$/.exec(name)?.[1];
  const label = stage === undefined ? t('label', { name }) : t('blocksOfStage', { stage });
  const value = draft.text(name);
  const refused = draft.refused(name, label);
  const shared = { id, className: 'field', value, 'aria-invalid': refused !== null, 'aria-describedby': `${id}-why` };
  return (
    <div className={setting.type === 'choice' ? 'zoo-field wide' : 'zoo-field'}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {setting.type === 'choice' ? (
        <select {...shared} onChange={(event) => draft.setText(name, event.target.value)}>
          {(setting.choices ?? []).map((choice) => (
            <option key={choice} value={choice}>
              {name === 'version' ? t('version', { choice }) : t('policy', { choice })}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} type="number" inputMode="numeric" min={minimum} max={maximum} step={setting.type === 'integer' ? 1 : 'any'} onChange={(event) => draft.setText(name, event.target.value)} />
      )}
      <p id={`${id}-why`} className="refused">
        {refused}
      </p>
    </div>
  );
}
