'use client';
/** Three ways to begin, drawn. */
import { useTranslations } from 'use-intl';
import { BlockArt, EmptyArt, GuideArt, StartCard } from '@/components/ui/start-card';

export type StartKind = 'starter' | 'guide' | 'empty';

export function WaysToStart({ onStart }: { readonly onStart: (kind: StartKind) => void }) {
  const t = useTranslations('library');
  return (
    <div className="start-cards">
      <StartCard art={<BlockArt />} title={t('startBlock')} text={t('startBlockText')} onClick={() => onStart('starter')} />
      <StartCard art={<GuideArt />} title={t('startGuide')} text={t('startGuideText')} onClick={() => onStart('guide')} />
      <StartCard art={<EmptyArt />} title={t('startEmpty')} text={t('startEmptyText')} onClick={() => onStart('empty')} />
    </div>
  );
}
