'use client';
/** Choice of one data set, for forms; one that this browser lacks stays named. */
import { useTranslations } from 'use-intl';
import { useDatasetItems } from '@/lib/stores/datasets';

type Props = { readonly id?: string; readonly value: string; readonly disabled?: boolean; /** Id of the text that explains it. */ readonly describedBy?: string; readonly onChange: (id: string) => void };

export function DatasetSelect({ id, value, disabled = false, describedBy, onChange }: Props) {
  const t = useTranslations('datasets');
  const items = useDatasetItems();
  const missing = !items.some(({ info }) => info.id === value);
  return (
    <select id={id} className="field" aria-label={id === undefined ? t('choose') : undefined} aria-describedby={describedBy} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
      {missing && <option value={value}>{t('missing', { id: value })}</option>}
      {items.map(({ info }) => (
        <option key={info.id} value={info.id}>{info.name}</option>
      ))}
    </select>
  );
}
