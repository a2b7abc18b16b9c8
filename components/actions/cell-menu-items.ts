/** What the view of a cell adds to the menu in its head while it is on the screen. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { MenuItem } from '@/components/ui/menu';

type Added = { readonly byCell: Readonly<Record<string, readonly MenuItem[]>> };

const useAdded = create<Added>()(() => ({ byCell: {} }));
const nothing: readonly MenuItem[] = [];

export function useCellMenuItems(cell: string): readonly MenuItem[] {
  return useAdded((state) => state.byCell[cell] ?? nothing);
}

/** For the view of a cell. `items` must keep its identity between renders. */
export function useAddedMenuItems(cell: string, items: readonly MenuItem[]): void {
  useEffect(() => {
    useAdded.setState(({ byCell }) => ({ byCell: { ...byCell, [cell]: items } }));
    return () => useAdded.setState(({ byCell }) => ({ byCell: Object.fromEntries(Object.entries(byCell).filter(([other]) => other !== cell)) }));
  }, [cell, items]);
}
