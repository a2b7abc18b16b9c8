'use client';
/** The short messages at the foot of the page. */
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { dismissToast, useToasts } from '@/lib/stores/toasts';

export function Toasts() {
  const t = useTranslations('common');
  const toasts = useToasts((state) => state.toasts);
  return (
    <section className="toasts" aria-label={t('notifications')} aria-live="polite">
      {toasts.map(({ id, text, tone, action }) => (
        <div key={id} className={`toast ${tone}`}>
          <span className="grow">{text}</span>
          {action ? (
            <button
              type="button"
              className="btn small ghost"
              onClick={() => {
                action.perform();
                dismissToast(id, true);
              }}
            >
              {action.label}
            </button>
          ) : null}
          <button type="button" className="ibtn" aria-label={t('close')} onClick={() => dismissToast(id)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </section>
  );
}
