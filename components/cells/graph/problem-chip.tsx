'use client';
/** "Shapes agree", or how many problems there are; opens the list, which leads to each. */
import { Check, CircleAlert } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import { useProblems } from '@/lib/stores/inference';
import { revealNode } from '@/lib/stores/reveal';

export function ProblemChip({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const problems = useProblems(graphId);
  const chosen = useRef<string | null>(null);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const alarm = problems.some((problem) => problem.severity === 'error' && problem.code !== 'missingInput');
  if (problems.length === 0) {
    return (
      <span className="chip ok">
        <Check size={13} strokeWidth={2.2} aria-hidden="true" />
        <span className="chip-text">{t('shapesAgree')}</span>
      </span>
    );
  }
  /** When the menu gives the focus back, it goes to the layer instead of the chip. */
  function goToChosen(event: Event): void {
    if (chosen.current === null) return;
    event.preventDefault();
    revealNode(graphId, chosen.current);
    chosen.current = null;
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={alarm ? 'chip bad' : 'chip warn'}>
        <CircleAlert size={13} strokeWidth={2} aria-hidden="true" />
        {errors > 0 ? t('problemCount', { count: errors }) : t('warningCount', { count: problems.length })}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu problem-menu" align="end" sideOffset={6} aria-label={t('problemList')} onCloseAutoFocus={goToChosen}>
          {problems.map((problem, index) => (
            <DropdownMenu.Item
              key={`${problem.code} ${index}`}
              className="menu-item"
              onSelect={() => {
                chosen.current = problem.place.node ?? null;
              }}
            >
              <CircleAlert size={14} strokeWidth={2} className={problem.severity === 'error' ? 'bad' : 'warn'} aria-hidden="true" />
              <span className="grow">{problemSentence(problem, language)}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
