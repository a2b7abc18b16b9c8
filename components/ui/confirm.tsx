'use client';
/** Asks before something that cannot be undone. */
import { AlertDialog } from 'radix-ui';
import { useTranslations } from 'use-intl';

type Props = { readonly open: boolean; readonly title: string; readonly text: string; readonly action: string; readonly onConfirm: () => void; readonly onClose: () => void };

export function Confirm({ open, title, text, action, onConfirm, onClose }: Props) {
  const t = useTranslations('common');
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="scrim" />
        <AlertDialog.Content className="dialog plain">
          <AlertDialog.Title asChild>
            <h2>{title}</h2>
          </AlertDialog.Title>
          <AlertDialog.Description className="soft">{text}</AlertDialog.Description>
          <div className="dialog-actions">
            <AlertDialog.Cancel className="btn">{t('cancel')}</AlertDialog.Cancel>
            <AlertDialog.Action className="btn danger" onClick={onConfirm}>
              {action}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
