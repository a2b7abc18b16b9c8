'use client';
/** Puts a text on the clipboard and says for a while that it did. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { copyText } from '@/components/ui/copy-text';
import { showToast } from '@/lib/stores/toasts';

const SHOWN = 2500;

export function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const t = useTranslations('graphViews');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    const done = await copyText(text());
    setCopied(done);
    if (!done) showToast({ text: t('copyRefused'), tone: 'bad' });
  }
  const Icon = copied ? Check : Copy;
  return (
    <button type="button" className="btn small ghost" onClick={() => void copy()}>
      <Icon size={13} strokeWidth={1.75} aria-hidden="true" />
      <span aria-live="polite">{copied ? t('copied') : label}</span>
    </button>
  );
}
