'use client';
/** A node's heading, and the field in which it is renamed. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { useCanvas } from './canvas-context';

type Props = { readonly id: string; readonly shown: string; /** The title that people gave, or nothing. */ readonly given: string };

export function NodeTitle({ id, shown, given }: Props) {
  const { overlay } = useCanvas();
  const renaming = useStore(overlay, (state) => state.renaming === id);
  return renaming ? <TitleField id={id} shown={shown} given={given} /> : <span className="title">{shown}</span>;
}

function TitleField({ id, shown, given }: Props) {
  const t = useTranslations('canvas');
  const { overlay, actions } = useCanvas();
  const [text, setText] = useState(given);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);

  function finish(keep: boolean): void {
    if (overlay.getState().renaming !== id) return;
    overlay.setState({ renaming: null });
    if (keep && text.trim() !== given) actions.rename(id, text.trim());
    actions.focusNode(id);
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(true);
    if (event.key === 'Escape') finish(false);
  }
  return (
    <input
      ref={field}
      className="title-field nodrag"
      aria-label={t('renameLabel', { name: shown })}
      placeholder={shown}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true)}
    />
  );
}
