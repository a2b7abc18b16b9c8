'use client';
/** What stands in the place of a part that failed. */
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { logText } from '@/lib/util/log';
import { copyText } from './copy-text';

export function CrashNote({ message, retry }: { readonly message: 'crashed' | 'crashedPage'; readonly retry: () => void }) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  return (
    <div className="note bad" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div className="grow">
        <p>{t(message)}</p>
        <div className="row note-actions">
          <button type="button" className="btn small" onClick={retry}>
            {t('tryAgain')}
          </button>
          <button type="button" className="btn small ghost" onClick={() => void copyText(logText()).then(setCopied)}>
            {copied ? t('copied') : t('copyDetails')}
          </button>
        </div>
      </div>
    </div>
  );
}
