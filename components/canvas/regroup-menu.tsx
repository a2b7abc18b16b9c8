'use client';
/** After a selection could not become a block: why, and the nearest one that can. */
import { Command } from 'cmdk';
import { useLocale, useTranslations } from 'use-intl';
import { problemSentence } from '@/lib/i18n/format';
import type { Problem } from '@/lib/util/problem';
import { useCanvas } from './canvas-context';
import { Glyph } from './glyphs';

const MOST_NAMES = 4;

export function RegroupMenu({ ids, problem }: { readonly ids: readonly string[]; readonly problem: Problem }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions } = useCanvas();
  const names = ids.slice(0, MOST_NAMES).map(actions.called);
  return (
    <Command shouldFilter={false} label={t('repairsOffered')} loop>
      <p className="refused-cause">{problemSentence(problem, language)}</p>
      <Command.Input autoFocus className="sr-only" aria-label={t('repairsOffered')} />
      <Command.List>
        <Command.Item
          value="regroup"
          onSelect={() => {
            overlay.setState({ menu: null });
            actions.group(ids);
          }}
        >
          <Glyph kind="block" />
          <span className="grow">
            {t('regroup', { count: ids.length })}
            <small>{[...names, ...(ids.length > MOST_NAMES ? ['…'] : [])].join(language === 'zh' ? '、' : ', ')}</small>
          </span>
        </Command.Item>
      </Command.List>
    </Command>
  );
}
