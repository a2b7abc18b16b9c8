'use client';
/** Lets the body of a cell put facts, chips and tools into the head that the notebook draws around it. */
import { createContext, useContext, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

export type CellHeadSlots = {
  readonly facts: HTMLElement | null;
  readonly tools: HTMLElement | null;
  /** What stands below the head, for a body that covers it by opening over the whole screen. */
  readonly strip: ReactNode;
};

export const CellHeadContext = createContext<CellHeadSlots>({ facts: null, tools: null, strip: null });

/** Facts behind the title: `out 28×28×16`, `parameters 4,672`. */
export function CellHeadFacts({ children }: { readonly children: ReactNode }) {
  const { facts } = useContext(CellHeadContext);
  return facts ? createPortal(children, facts) : null;
}

/** State chip and tools at the right, before the menu of the cell. */
export function CellHeadTools({ children }: { readonly children: ReactNode }) {
  const { tools } = useContext(CellHeadContext);
  return tools ? createPortal(children, tools) : null;
}
