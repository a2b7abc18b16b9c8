'use client';
/** A way to begin: a drawing, a name, one line. */
import type { ReactNode } from 'react';

type Props = { readonly art: ReactNode; readonly title: string; readonly text: string; readonly onClick: () => void };

export function StartCard({ art, title, text, onClick }: Props) {
  return (
    <button type="button" className="card start-card" onClick={onClick}>
      <span className="art">{art}</span>
      <span className="body">
        <span className="start-title">{title}</span>
        <span className="muted start-text">{text}</span>
      </span>
    </button>
  );
}

function Drawing({ children }: { readonly children: ReactNode }) {
  return (
    <svg width="210" height="92" viewBox="0 0 250 92" fill="none" strokeLinecap="round" aria-hidden="true">
      {children}
    </svg>
  );
}

export function BlockArt() {
  return (
    <Drawing>
      <path d="M25 66H225" stroke="var(--line-strong)" strokeWidth="1.75" />
      <path d="M75 65C75 4 175 4 175 65" stroke="var(--accent)" strokeWidth="2.25" />
      <circle cx="75" cy="66" r="6" fill="var(--ink)" />
      <circle cx="175" cy="66" r="6" fill="var(--ink)" />
      <rect x="106" y="54" width="38" height="24" rx="5" fill="var(--paper)" stroke="var(--line-strong)" />
    </Drawing>
  );
}

export function EmptyArt() {
  return (
    <Drawing>
      <path d="M30 46H220" stroke="var(--line-strong)" strokeWidth="1.75" strokeDasharray="3 5" />
      <circle cx="30" cy="46" r="5" fill="var(--ink)" />
      <circle cx="220" cy="46" r="5" fill="var(--ink)" />
    </Drawing>
  );
}

/** A block that is being built: the next box is drawn in dashes. */
export function GuideArt() {
  return (
    <Drawing>
      <path d="M25 66H225" stroke="var(--line-strong)" strokeWidth="1.75" strokeDasharray="3 5" />
      <path d="M75 65C75 4 175 4 175 65" stroke="var(--accent-line)" strokeWidth="2.25" strokeDasharray="5 5" />
      <circle cx="75" cy="66" r="6" fill="var(--ink)" />
      <rect x="92" y="54" width="30" height="24" rx="5" fill="var(--paper)" stroke="var(--line-strong)" />
      <rect x="130" y="54" width="30" height="24" rx="5" fill="var(--accent-tint)" stroke="var(--accent)" strokeWidth="1.5" strokeDasharray="3 3" />
    </Drawing>
  );
}

const stack = Array.from({ length: 11 }, (_, index) => 15 + 20 * index);

/** Many blocks behind one another. */
export function StackArt() {
  return (
    <Drawing>
      <path d="M15 70H235" stroke="var(--line-strong)" strokeWidth="1.75" />
      {stack.map((x) => (
        <path key={x} d={`M${x} 69C${x} 54 ${x + 20} 54 ${x + 20} 69`} stroke="var(--accent)" strokeWidth="2.25" />
      ))}
      <path d="M15 69C15 -3 235 -3 235 69" stroke="var(--accent-line)" strokeWidth="2.25" />
      {[...stack, 235].map((x) => (
        <circle key={x} cx={x} cy="70" r="3" fill="var(--ink)" />
      ))}
    </Drawing>
  );
}
