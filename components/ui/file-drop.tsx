'use client';
/** Takes files that are dropped anywhere on the page, unless something under the pointer takes them first. */
import { useEffect, useRef, useState } from 'react';

type Props = { readonly hint: string; readonly onFiles: (files: readonly File[]) => void };

function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

export function FileDrop({ hint, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      if (event.defaultPrevented || !bringsFiles(event)) {
        setOver(false);
        return;
      }
      event.preventDefault();
      setOver(true);
    }
    function onDrop(event: DragEvent): void {
      setOver(false);
      if (event.defaultPrevented || !bringsFiles(event)) return;
      event.preventDefault();
      latest.current([...(event.dataTransfer?.files ?? [])]);
    }
    function onDragLeave(event: DragEvent): void {
      if (event.relatedTarget === null) setOver(false);
    }
    addEventListener('dragover', onDragOver);
    addEventListener('drop', onDrop);
    addEventListener('dragleave', onDragLeave);
    return () => {
      removeEventListener('dragover', onDragOver);
      removeEventListener('drop', onDrop);
      removeEventListener('dragleave', onDragLeave);
    };
  }, []);
  return over ? <div className="file-drop">{hint}</div> : null;
}
