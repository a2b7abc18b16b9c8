'use client';
/** A menu behind a button: icons, labels and, where there is one, the shortcut. */
import { DropdownMenu } from 'radix-ui';
import type { LucideIcon } from 'lucide-react';
import { Fragment, useRef, type ReactNode } from 'react';

export type MenuItem = {
  readonly key: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly shortcut?: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
  readonly onSelect: () => void;
};

export function Menu({ label, className = 'ibtn', items, children }: { readonly label: string; readonly className?: string; readonly items: readonly MenuItem[]; readonly children: ReactNode }) {
  const chosen = useRef<(() => void) | null>(null);

  /** After the menu has given the focus back, so that what was chosen may move it. */
  function performChosen(): void {
    const perform = chosen.current;
    chosen.current = null;
    if (perform !== null) setTimeout(perform);
  }

  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className={className} aria-label={label} title={label}>
        {children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={6} onCloseAutoFocus={performChosen}>
          {items.map(({ key, label: text, icon: Icon, shortcut, disabled, danger, apart, onSelect }) => (
            <Fragment key={key}>
              {apart === true ? <DropdownMenu.Separator className="menu-rule" /> : null}
              <DropdownMenu.Item className={danger === true ? 'menu-item danger' : 'menu-item'} disabled={disabled} onSelect={() => void (chosen.current = onSelect)}>
                {Icon ? <Icon size={14} strokeWidth={1.75} aria-hidden /> : null}
                <span className="grow">{text}</span>
                {shortcut === undefined ? null : <span className="kbd">{shortcut}</span>}
              </DropdownMenu.Item>
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
