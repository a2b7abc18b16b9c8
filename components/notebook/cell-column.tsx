'use client';
/** The column of cells, with a place to insert between them. */
import { Fragment } from 'react';
import { useNotebook, useReadOnly } from '@/lib/stores/notebook-context';
import { CellFrame } from './cell-frame';
import { InsertLine } from './insert-line';
import { EmptyNotebook } from './empty-notebook';

export function CellColumn() {
  const ids = useNotebook((document) => document.cells.map((cell) => cell.id).join(' '));
  const readOnly = useReadOnly();
  const cells = ids === '' ? [] : ids.split(' ');
  return (
    <>
      {cells.length === 0 && !readOnly ? <EmptyNotebook /> : null}
      {cells.map((cell, index) => (
        <Fragment key={cell}>
          {readOnly ? null : <InsertLine index={index} quiet />}
          <CellFrame id={cell} position={index + 1} count={cells.length} />
        </Fragment>
      ))}
      {readOnly ? null : <InsertLine index={cells.length} quiet={false} />}
    </>
  );
}
