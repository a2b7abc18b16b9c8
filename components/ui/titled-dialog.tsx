'use client';
/** A dialog with a title and a button that closes it; what is in it is the caller's. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

type Props = {
  readonly title: string;
  /** One sentence below the title. */
  readonly description?: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function TitledDialog({ title, description, className = '', onClose, children }: Props) {
  const common = useTranslations('common');
  const described = description === undefined ? { 'aria-describedby': undefined } : {};
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className={`dialog plain ${className}`} {...described}>
          <div className="row">
            <Dialog.Title asChild>
              <h2 className="grow">{title}</h2>
            </Dialog.Title>
            <Dialog.Close className="ibtn" aria-label={common('close')} title={common('close')}>
              <X size={16} strokeWidth={1.75} aria-hidden />
            </Dialog.Close>
          </div>
          {description !== undefined && <Dialog.Description className="muted">{description}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
