/** The drawings of layer kinds, one a category with variations; own work, since no icon set has them. */
import type { ReactNode } from 'react';
import { BLOCK } from '@/lib/graph/blocks';
import type { Category } from '@/lib/graph/kind';
import { kindOf } from '@/lib/graph/registry';

const grid = (
  <>
    <rect x="1.5" y="1.5" width="11" height="11" rx="1.5" />
    <path d="M1.5 5.2h11M1.5 8.8h11M5.2 1.5v11M8.8 1.5v11" strokeWidth="1" />
    <rect x="5.2" y="5.2" width="3.6" height="3.6" fill="currentColor" stroke="none" />
  </>
);
const arc = (
  <>
    <path d="M1.5 11.2C1.5 .2 12.5 .2 12.5 11.2" />
    <path d="M4 11.2h6" strokeWidth="1.1" strokeDasharray="1.2 1.9" />
  </>
);
const pooled = (
  <>
    <rect x="1.4" y="1.4" width="11.2" height="11.2" rx="1.5" />
    <path d="M7 1.4v11.2M1.4 7h11.2" strokeWidth="1" />
    <rect x="1.4" y="7" width="5.6" height="5.6" rx="1" fill="currentColor" stroke="none" />
  </>
);

const byCategory: Readonly<Record<Category, ReactNode>> = {
  convolution: grid,
  normalization: (
    <>
      <path d="M1 11.5c2.6 0 3.1-9 6-9s3.4 9 6 9" />
      <path d="M7 4.8v6.7" strokeWidth="1" strokeDasharray="1.4 1.6" />
    </>
  ),
  activation: <path d="M1.2 11h5.3L12 2.6" />,
  merge: (
    <>
      <circle cx="7" cy="7" r="5.6" />
      <path d="M7 4.2v5.6M4.2 7h5.6" />
    </>
  ),
  pooling: pooled,
  dense: (
    <>
      <path d="M3 3l8 2.3M3 3l8 6M3 7l8-1.7M3 7l8 2M3 11l8-5.7M3 11l8-2" strokeWidth=".8" />
      <g fill="currentColor" stroke="none">
        <circle cx="2.8" cy="3" r="1.5" />
        <circle cx="2.8" cy="7" r="1.5" />
        <circle cx="2.8" cy="11" r="1.5" />
        <circle cx="11.2" cy="5.2" r="1.5" />
        <circle cx="11.2" cy="9" r="1.5" />
      </g>
    </>
  ),
  io: <path d="M1.5 7h7.5M6 3.6 9.4 7 6 10.4M12.3 2.2v9.6" />,
  block: (
    <>
      <rect x="1.4" y="4.6" width="8.4" height="8" rx="1.5" />
      <path d="M4.2 4.4V2.9c0-.8.6-1.4 1.4-1.4h5.6c.8 0 1.4.6 1.4 1.4v5.6c0 .8-.6 1.4-1.4 1.4h-1.3" />
    </>
  ),
};

/** Kinds that differ from their category's drawing. */
const byKind: Readonly<Record<string, ReactNode>> = {
  shortcut: arc,
  multiply: (
    <>
      <circle cx="7" cy="7" r="5.6" />
      <path d="M5.1 5.1l3.8 3.8M8.9 5.1l-3.8 3.8" />
    </>
  ),
  scale: <path d="M1.5 11.5h11M3 11V8.5h2V11M6 11V5.5h2V11M9 11V2.5h2V11" />,
  concatenate: <path d="M1.5 3.5h4.2c1.5 0 1.3 3.5 3 3.5h3.8M1.5 10.5h4.2c1.5 0 1.3-3.5 3-3.5M10.6 5.1 12.6 7l-2 1.9" />,
  depthwiseConv2d: (
    <>
      <rect x="1.5" y="4.5" width="8" height="8" rx="1.3" />
      <path d="M4.4 4.5V2.8c0-.7.6-1.3 1.3-1.3h5.5c.7 0 1.3.6 1.3 1.3v5.5c0 .7-.6 1.3-1.3 1.3H9.5" strokeWidth="1.1" />
      <rect x="3.9" y="6.9" width="3.2" height="3.2" fill="currentColor" stroke="none" />
    </>
  ),
  globalAveragePooling2d: (
    <>
      <rect x="1.4" y="1.4" width="11.2" height="11.2" rx="1.5" />
      <circle cx="7" cy="7" r="1.8" fill="currentColor" stroke="none" />
      <path d="M3.2 3.2l1.7 1.7M10.8 3.2 9.1 4.9M3.2 10.8l1.7-1.7M10.8 10.8 9.1 9.1" strokeWidth="1" />
    </>
  ),
  zeroPadding2d: (
    <>
      <rect x="1.4" y="1.4" width="11.2" height="11.2" rx="1.5" strokeDasharray="1.6 1.7" />
      <rect x="4.4" y="4.4" width="5.2" height="5.2" rx="1" fill="currentColor" stroke="none" />
    </>
  ),
  flatten: <path d="M1.5 2h4v4h-4zM1.5 8h4v4h-4zM8 2v10M11.8 2v10" />,
  dropout: (
    <>
      <circle cx="4" cy="4" r="2.2" />
      <circle cx="10" cy="4" r="2.2" fill="currentColor" stroke="none" />
      <circle cx="4" cy="10" r="2.2" fill="currentColor" stroke="none" />
      <path d="M8.2 8.2l3.6 3.6M11.8 8.2l-3.6 3.6" />
    </>
  ),
  input: <path d="M1.7 2.2v9.6M4.5 7h8M9.2 3.6 12.6 7l-3.4 3.4" />,
};

const categoryClasses: Readonly<Record<Category, string>> = {
  convolution: 'c-conv',
  normalization: 'c-norm',
  activation: 'c-act',
  merge: 'c-merge',
  pooling: 'c-pool',
  dense: 'c-dense',
  io: 'c-io',
  block: 'c-block',
};

/** The class that brings a kind's colours; an unknown kind is grey. */
export function categoryClass(kind: string): string {
  if (kind === BLOCK) return categoryClasses.block;
  const known = kindOf(kind);
  return known ? categoryClasses[known.category] : 'c-io';
}

function drawingOf(kind: string): ReactNode {
  if (Object.hasOwn(byKind, kind)) return byKind[kind];
  if (kind === BLOCK) return byCategory.block;
  const known = kindOf(kind);
  return known ? byCategory[known.category] : <path d="M4.6 5.2c0-3.4 5-3.4 5 0 0 2-2.5 1.9-2.5 4M7.1 11.6v.1" />;
}

/** Decoration: the words beside it say the same. */
export function Glyph({ kind }: { readonly kind: string }) {
  return (
    <span className={`glyph ${categoryClass(kind)}`} aria-hidden="true">
      <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round">
        {drawingOf(kind)}
      </svg>
    </span>
  );
}
