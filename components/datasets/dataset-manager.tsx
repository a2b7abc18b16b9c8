'use client';
/** The data sets in a dialog, over a notebook. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { DatasetBrowser } from './dataset-browser';

type Props = { readonly open: boolean; readonly onOpenChange: (open: boolean) => void };

export function DatasetManager({ open, onOpenChange }: Props) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content
          className="dataset-dialog"
          onEscapeKeyDown={(event) => {
            // In the field of a name, Escape gives up the name and not the dialog.
            if (event.target instanceof HTMLInputElement) event.preventDefault();
          }}
        >
          <div className="dataset-dialog-head">
            <div className="grow">
              <Dialog.Title>{t('title')}</Dialog.Title>
              <Dialog.Description className="muted">{t('intro')}</Dialog.Description>
            </div>
            <Dialog.Close className="ibtn" aria-label={common('close')} title={common('close')}>
              <X size={16} strokeWidth={1.75} aria-hidden />
            </Dialog.Close>
          </div>
          <DatasetBrowser />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
