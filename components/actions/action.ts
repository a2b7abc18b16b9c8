/** What an action is: one thing that people can do, known to keys, menus, command palette and help sheet alike. */
import type { LucideIcon } from 'lucide-react';
import type { Messages } from '@/lib/i18n/messages';
import type { Cell } from '@/lib/notebook/document';
import type { NotebookSession } from '@/lib/stores/notebook-session';
import type { NotebookStore } from '@/lib/stores/notebook-store';

export type ActionContext = {
  readonly session: NotebookSession;
  readonly store: NotebookStore;
  readonly activeCell: Cell | null;
  readonly readOnly: boolean;
  readonly navigate: (path: string) => void;
};

/** Where its keys work: `command` is Jupyter's command mode; `outsideText` everywhere but in text fields; `anywhere` in those too. */
export type ActionScope = 'command' | 'outsideText' | 'anywhere';

export type ActionGroup = 'cells' | 'notebook' | 'run' | 'view';

export type Action = {
  readonly id: string;
  readonly label: keyof Messages['notebook'];
  readonly group: ActionGroup;
  /** `Mod+Shift+Z`, `A`, `D D`; the first one is shown. */
  readonly shortcuts: readonly string[];
  readonly scope: ActionScope;
  readonly icon?: LucideIcon;
  /** Whether it makes sense now; hidden in the command palette and deaf to its keys where not. */
  readonly when: (context: ActionContext) => boolean;
  readonly perform: (context: ActionContext) => void;
};
