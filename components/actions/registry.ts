/** All actions, and those that mounted views add (a canvas, a train cell): keys, menus, palette and help are made from them. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Action } from './action';
import { cellActions } from './cells';
import { notebookActions } from './notebook';

const own: readonly Action[] = [...cellActions, ...notebookActions];

export function ownActions(): readonly Action[] {
  return own;
}

/** An action that a view brings: its texts are ready, its keys are handled by the view itself. */
export type ContributedAction = {
  readonly id: string;
  readonly text: string;
  /** Further words by which it is found. */
  readonly keywords?: readonly string[];
  /** Heading in the help sheet and the command palette. */
  readonly group: string;
  readonly shortcuts: readonly string[];
  readonly perform: () => void;
};

type Contributions = { readonly byOwner: Readonly<Record<string, readonly ContributedAction[]>> };

export const useContributions = create<Contributions>()(() => ({ byOwner: {} }));

/** For a view: shows its actions in palette and help while it is mounted. `actions` must keep its identity between renders. */
export function useContributedActions(owner: string, actions: readonly ContributedAction[]): void {
  useEffect(() => {
    useContributions.setState(({ byOwner }) => ({ byOwner: { ...byOwner, [owner]: actions } }));
    return () => {
      useContributions.setState(({ byOwner }) => ({ byOwner: Object.fromEntries(Object.entries(byOwner).filter(([name]) => name !== owner)) }));
    };
  }, [owner, actions]);
}
