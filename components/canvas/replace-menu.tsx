'use client';
/** The menu that puts a layer of another kind in the place of one, with its wires and its title. */
import { Command } from 'cmdk';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { isReplaceable } from '@/lib/graph/replace';
import { useCanvas, type CanvasParts } from './canvas-context';
import { Glyph } from './glyphs';
import { searchOffers } from './palette-entries';

const BELOW = 8;

/** Opens below the layer; nothing where no other kind may stand for it. */
export function openReplace({ actions, overlay, canvasId }: CanvasParts, id: string): void {
  const node = actions.graph().nodes[id];
  const canvas = document.getElementById(canvasId);
  if (!canvas || !node || !isReplaceable(node)) return;
  const box = canvas.getBoundingClientRect();
  const card = canvas.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect() ?? box;
  overlay.setState({ menu: { kind: 'replace', node: id, x: card.left - box.left, y: card.bottom - box.top + BELOW } });
}

export function ReplaceMenu({ node }: { readonly node: string }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions } = useCanvas();
  const [query, setQuery] = useState('');
  const [{ name, fitting }] = useState(() => ({ name: actions.called(node), fitting: actions.replacements(node) }));
  const found = searchOffers(query, fitting.map(({ choice }) => choice), language);
  return (
    <Command shouldFilter={false} label={t('replaceLabel', { name })} loop>
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={t('replaceFind', { name })} />
      <Command.List>
        <Command.Empty>{t('nothingReplaces', { query })}</Command.Empty>
        {found.map((offer) => (
          <Command.Item
            key={offer.entry.id}
            value={offer.entry.id}
            onSelect={() => {
              const wanted = fitting.find(({ choice }) => choice === offer);
              overlay.setState({ menu: null });
              if (wanted) actions.replace(node, wanted);
              actions.focusNode(node);
            }}
          >
            <Glyph kind={offer.kind.kind} />
            <span className="grow">
              <span className="name">{offer.entry.text[language].name}</span>
              <small>{offer.kind.text[language].summary}</small>
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
