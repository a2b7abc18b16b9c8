'use client';
/** Says what happened, and what an edit broke: to screen readers always, on the canvas for a while where something was refused. */
import { useEffect, useRef } from 'react';
import { useLocale } from 'use-intl';
import { useStore } from 'zustand';
import { problemSentence } from '@/lib/i18n/format';
import { useProblems } from '@/lib/stores/inference';
import { useCanvas } from './canvas-context';
import { say } from './overlay-store';

const SHOWN_MS = 6000;

export function LiveRegion() {
  const language = useLocale();
  const { overlay, graphId } = useCanvas();
  const said = useStore(overlay, (state) => state.said);
  useEffect(() => {
    if (!said.bad) return undefined;
    const timer = setTimeout(() => overlay.setState({ said: { ...said, bad: false } }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said, overlay]);
  const [worst] = useProblems(graphId);
  const told = useRef(worst);
  useEffect(() => {
    if (worst !== told.current && worst?.severity === 'error') say(overlay, `${overlay.getState().said.text} ${problemSentence(worst, language)}`.trim());
    told.current = worst;
  }, [worst, overlay, language]);
  return (
    <div className={said.bad ? 'said shown' : 'said sr-only'} role="status">
      {said.text}
    </div>
  );
}
