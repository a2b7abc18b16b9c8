'use client';
/** In a dialog: settings of a net of the zoo before it is opened: depth, width, classes, input and what else it has, with its costs as they change. */
import { RotateCcw } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useLocale, useTranslations } from 'use-intl';
import type { ZooOptions } from '@/lib/zoo/net';
import type { ZooEntry } from '@/lib/zoo/registry';
import { NetCosts } from './net-costs';
import { SettingField } from './setting-field';
import { useNetDraft } from './use-net-draft';

type Props = {
  readonly entry: ZooEntry;
  /** What the button says. */
  readonly action: string;
  readonly onDone: (options: ZooOptions) => void;
  readonly back: { readonly label: string; readonly go: () => void };
};

/** The net is taken as it is with Enter: the button has the focus when the form appears. */
export function focusSubmit(container: EventTarget | null): void {
  if (container instanceof HTMLElement) container.querySelector<HTMLElement>('[type=submit]')?.focus();
}

export function AdjustNet({ entry, action, onDone, back }: Props) {
  const t = useTranslations('zooForm');
  const language = useLocale();
  const draft = useNetDraft(entry);
  const { net } = draft;
  const ready = net !== null && net.problem === null;
  return (
    <form
      className="zoo-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onDone(net.options);
      }}
    >
      <Dialog.Title asChild>
        <h2>{net?.title ?? entry.title[language]}</h2>
      </Dialog.Title>
      <div className="zoo-fields">
        {draft.settings.map((setting) => (
          <SettingField key={setting.name} setting={setting} draft={draft} />
        ))}
      </div>
      <NetCosts draft={draft} />
      {net?.problem ? (
        <p className="refused" role="alert">
          {net.problem}
        </p>
      ) : null}
      <div className="dialog-actions">
        {draft.changed ? (
          <button type="button" className="btn ghost" onClick={draft.reset}>
            <RotateCcw size={14} strokeWidth={1.75} aria-hidden />
            {t('reset')}
          </button>
        ) : null}
        <span className="grow" />
        <button type="button" className="btn" onClick={back.go}>
          {back.label}
        </button>
        <button type="submit" className="btn primary" aria-disabled={!ready}>
          {action}
        </button>
      </div>
    </form>
  );
}
