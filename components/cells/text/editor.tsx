'use client';
/** The source of a text cell. Every keystroke is in the document, and so saved; all of them together are one step of the history. */
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { focusCell } from '@/components/actions/focus';
import { useNotebookStore } from '@/lib/stores/notebook-context';
import { activateCell, useSelection } from '@/lib/stores/selection';

export function TextEditor({ cell, markdown }: { readonly cell: string; readonly markdown: string }) {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const area = useRef<HTMLTextAreaElement>(null);
  const gesture = `write ${cell} ${useId()}`;

  useEffect(() => {
    const element = area.current;
    element?.focus({ preventScroll: true });
    element?.setSelectionRange(element.value.length, element.value.length);
    return () => store.endGesture();
  }, [store]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    focusCell(cell, 'command');
  }

  function onBlur(): void {
    const { activeCell } = useSelection.getState();
    if (document.hasFocus() && activeCell === cell) activateCell(cell, 'command');
  }

  return (
    <div className="text-editor" data-text={markdown === '' ? t('textPrompt') : markdown}>
      <textarea
        ref={area}
        value={markdown}
        rows={1}
        aria-label={t('textEditor')}
        placeholder={t('textPrompt')}
        onChange={(event) => store.dispatch({ type: 'updateCell', args: { cell, fields: { markdown: event.target.value } } }, { gesture })}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
    </div>
  );
}
