'use client';
/** How much room the browser gives, where the data sets are, and how to leave nothing behind. */
import Link from 'next/link';
import { useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { Confirm } from '@/components/ui/confirm';
import { problemSentence } from '@/lib/i18n/format';
import { clearDevice } from '@/lib/storage/clear-device';
import type { StorageUse } from '@/lib/storage/quota';
import { showToast } from '@/lib/stores/toasts';

type Props = { readonly use: StorageUse | null; readonly onCleared: () => void };

function bytes(count: number): { readonly value: number; readonly unit: 'kB' | 'MB' | 'GB' } {
  if (count >= 1e9) return { value: count / 1e9, unit: 'GB' };
  return count >= 1e6 ? { value: count / 1e6, unit: 'MB' } : { value: count / 1e3, unit: 'kB' };
}

export function StorageFoot({ use, onCleared }: Props) {
  const t = useTranslations('library');
  const locale = useLocale();
  const format = useFormatter();
  const [asking, setAsking] = useState(false);
  const show = (count: number) => {
    const { value, unit } = bytes(count);
    return `${format.number(value, { maximumSignificantDigits: 2 })} ${unit}`;
  };

  async function clear(): Promise<void> {
    setAsking(false);
    const cleared = await clearDevice();
    showToast(cleared.ok ? { text: t('cleared'), tone: 'plain' } : { text: problemSentence(cleared.problem, locale), tone: 'bad', lasting: true });
    onCleared();
  }

  return (
    <footer className="library-foot">
      {use === null ? null : <meter min={0} max={use.quotaBytes} value={use.usedBytes} aria-label={t('storage')} />}
      <span className="muted grow">{use === null ? t('kept') : t('keptOf', { used: show(use.usedBytes), quota: show(use.quotaBytes) })}</span>
      <Link className="btn small ghost" href="/datasets/">
        {t('datasets')}
      </Link>
      <button type="button" className="btn small ghost" onClick={() => setAsking(true)}>
        {t('clearDevice')}
      </button>
      <Confirm open={asking} title={t('clearTitle')} text={t('clearText')} action={t('clearAction')} onConfirm={() => void clear()} onClose={() => setAsking(false)} />
    </footer>
  );
}
