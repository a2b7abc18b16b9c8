'use client';
/** The title, written where it stands; its keystrokes are one step of the history. */
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { activateCell } from '@/lib/stores/selection';

export function NotebookTitle() {
  const t = useTranslations('notebook');
  const store = useNotebookStore();
  const title = useNotebook((document) => document.title);
  const readOnly = useReadOnly();
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <h1 className="text title grow-text" data-text={title === '' ? t('untitled') : title}>
      <textarea
        ref={area}
        rows={1}
        value={title}
        readOnly={readOnly}
        maxLength={500}
        placeholder={t('untitled')}
        aria-label={t('titleField')}
        onFocus={() => activateCell(null, 'edit')}
        onChange={(event) => store.dispatch({ type: 'setTitle', args: { title: event.target.value.replace(/\n/g, ' ') } }, { gesture: 'title' })}
        onBlur={() => store.endGesture()}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== 'Escape') || event.nativeEvent.isComposing) return;
          event.preventDefault();
          area.current?.blur();
        }}
      />
    </h1>
  );
}
