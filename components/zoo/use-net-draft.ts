'use client';
/** A net of the zoo while its settings are being typed: the texts, what is wrong with them, and what the net costs. */
import { useMemo, useState } from 'react';
import { useLocale } from 'use-intl';
import type { GraphParameter } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { Inference } from '@/lib/graph/inference';
import { problemSentence } from '@/lib/i18n/format';
import type { ZooOptions } from '@/lib/zoo/net';
import { readSetting } from '@/lib/zoo/net-name';
import type { ZooEntry } from '@/lib/zoo/registry';
import { optionsFrom, settingsOf, titleWith, type ZooValues } from '@/lib/zoo/settings';

export type NetDraft = {
  readonly settings: readonly GraphParameter[];
  readonly text: (name: string) => string;
  readonly setText: (name: string, text: string) => void;
  readonly reset: () => void;
  readonly changed: boolean;
  /** A sentence on what was typed; null where it will do. */
  readonly refused: (name: string, label: string) => string | null;
  /** Null while a setting is refused. */
  readonly net: { readonly options: ZooOptions; readonly title: string; readonly totals: Inference['totals']; readonly problem: string | null } | null;
  /** Of the net as it is in the paper. */
  readonly original: Inference['totals'];
};

export function useNetDraft(entry: ZooEntry): NetDraft {
  const language = useLocale();
  const settings = useMemo(() => settingsOf(entry), [entry]);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const original = useMemo(() => measured(entry, {}, language), [entry, language]);

  const net = useMemo(() => {
    let values: ZooValues = {};
    for (const [name, text] of Object.entries(typed)) {
      const read = readSetting(entry, name, text.trim());
      if (!read.ok) return null;
      values = { ...values, ...read.value };
    }
    const options: ZooOptions = { ...optionsFrom(entry, values), language };
    return { options, title: titleWith(entry, options, language), ...measured(entry, options, language) };
  }, [entry, typed, language]);

  function refused(name: string, label: string): string | null {
    const text = typed[name];
    if (text === undefined) return null;
    const read = readSetting(entry, name, text.trim());
    if (read.ok) return null;
    return problemSentence({ ...read.problem, values: { ...read.problem.values, name: label } }, language);
  }

  const defaultOf = (name: string) => String(settings.find((setting) => setting.name === name)?.default);
  return {
    settings,
    text: (name) => typed[name] ?? defaultOf(name),
    setText: (name, text) => setTyped({ ...typed, [name]: text }),
    reset: () => setTyped({}),
    changed: Object.entries(typed).some(([name, text]) => text !== defaultOf(name)),
    refused,
    net,
    original: original.totals,
  };
}

function measured(entry: ZooEntry, options: ZooOptions, language: 'en' | 'zh'): { readonly totals: Inference['totals']; readonly problem: string | null } {
  const { graphs, root } = entry.build('', options);
  const { totals, problems } = infer(graphs, root);
  const [error] = problems.filter(({ severity }) => severity === 'error');
  return { totals, problem: error === undefined ? null : problemSentence(error, language) };
}
