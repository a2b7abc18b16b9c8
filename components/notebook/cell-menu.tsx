'use client';
/** The tools of a cell: move, duplicate, collapse, delete. */
import { ArrowDown, ArrowUp, CopyPlus, Ellipsis, FoldVertical, PencilLine, Plus, Trash2, UnfoldVertical } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { deleteCell, duplicateCell, insertCell, moveCellBy, toggleCollapsed } from '@/components/actions/cells';
import { useCellMenuItems } from '@/components/actions/cell-menu-items';
import { focusCell } from '@/components/actions/focus';
import { showStroke } from '@/components/actions/keys';
import { Menu } from '@/components/ui/menu';
import type { Cell } from '@/lib/notebook/document';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';

export function CellMenu({ cell }: { readonly cell: Cell }) {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const readOnly = useReadOnly();
  const own = useCellMenuItems(cell.id);
  const index = useNotebook((document) => document.cells.findIndex((other) => other.id === cell.id));
  const last = useNotebook((document) => document.cells.length - 1);
  if (readOnly) return null;
  const collapsed = cell.collapsed === true;
  return (
    <Menu
      label={t('cellMenu')}
      items={[
        ...(cell.kind === 'text' ? [{ key: 'edit', label: t('editCell'), icon: PencilLine, shortcut: 'Enter', onSelect: () => focusCell(cell.id, 'edit') }] : []),
        ...own,
        { key: 'up', label: t('moveUp'), icon: ArrowUp, shortcut: showStroke('Ctrl+Shift+ArrowUp'), apart: own.length > 0, disabled: index === 0, onSelect: () => moveCellBy(store, cell.id, -1) },
        { key: 'down', label: t('moveDown'), icon: ArrowDown, shortcut: showStroke('Ctrl+Shift+ArrowDown'), disabled: index === last, onSelect: () => moveCellBy(store, cell.id, 1) },
        { key: 'insert', label: t('insertBelow'), icon: Plus, shortcut: 'B', apart: true, onSelect: () => void insertCell(store, 'text', index + 1) },
        { key: 'duplicate', label: t('duplicateCell'), icon: CopyPlus, onSelect: () => duplicateCell(store, cell.id) },
        { key: 'collapse', label: t(collapsed ? 'expand' : 'collapse'), icon: collapsed ? UnfoldVertical : FoldVertical, shortcut: 'O', onSelect: () => toggleCollapsed(store, cell) },
        { key: 'delete', label: t('deleteCell'), icon: Trash2, shortcut: 'D D', danger: true, apart: true, onSelect: () => deleteCell(store, cell.id) },
      ]}
    >
      <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
    </Menu>
  );
}
