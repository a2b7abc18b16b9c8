'use client';
/** Listens to keys for the whole notebook and performs the actions that they stand for. */
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { Action, ActionContext } from '@/components/actions/action';
import { isLetterKey, matchesStroke, strokesOf, writesText } from '@/components/actions/keys';
import { ownActions } from '@/components/actions/registry';
import type { NotebookSession } from '@/lib/stores/notebook-session';
import { useSelection } from '@/lib/stores/selection';
import { useSession } from '@/lib/stores/session-context';
import { useSettings } from '@/lib/stores/settings';

const SEQUENCE_TIME = 900;

export function actionContext(session: NotebookSession, navigate: (path: string) => void): ActionContext {
  const { document, readOnly } = session.notebook.store.getState();
  const { activeCell } = useSelection.getState();
  return { session, store: session.notebook, activeCell: document.cells.find((cell) => cell.id === activeCell) ?? null, readOnly: readOnly !== null, navigate };
}

/** Keys of command mode act on cells: only while nothing but a cell's frame, or nothing at all, has the focus. */
function inCommandMode(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target === document.body || target.matches('[data-cell-id]');
}

function hears(action: Action, shortcut: string, target: EventTarget | null): boolean {
  if (target instanceof HTMLElement && target.closest('[role="dialog"], [role="menu"]') !== null) return false;
  const letter = isLetterKey(shortcut);
  if (letter && !useSettings.getState().singleKeys) return false;
  switch (action.scope) {
    case 'anywhere':
      return true;
    case 'outsideText':
      return !writesText(target) && (!letter || inCommandMode(target) || shortcut === '?');
    case 'command':
      return inCommandMode(target);
  }
}

export function KeyHandler() {
  const session = useSession();
  const router = useRouter();
  useEffect(() => {
    let pending: { readonly stroke: string; readonly time: number } | null = null;

    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      const context = actionContext(session, router.push);
      const before = pending !== null && event.timeStamp - pending.time < SEQUENCE_TIME ? pending.stroke : null;
      pending = null;
      for (const action of ownActions()) {
        for (const shortcut of action.shortcuts) {
          const [first, second] = strokesOf(shortcut);
          if (!hears(action, shortcut, event.target) || !action.when(context)) continue;
          if (second !== undefined && before !== first) {
            if (matchesStroke(event, first)) pending = { stroke: first, time: event.timeStamp };
            continue;
          }
          if (!matchesStroke(event, second ?? first)) continue;
          event.preventDefault();
          pending = null;
          action.perform(context);
          return;
        }
      }
    }

    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [session, router]);
  return null;
}
