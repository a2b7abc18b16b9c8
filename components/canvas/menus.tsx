'use client';
/** Lists that open at a point of the canvas: layers to add, layers to link to. */
import { useStore as useFlowStore } from '@xyflow/react';
import { Command } from 'cmdk';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import { parseEndPoint } from '@/lib/graph/graph';
import { problemSentence, repairLabel } from '@/lib/i18n/format';
import { useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { signedNumber } from '@/lib/util/compact-number';
import { useCanvas } from './canvas-context';
import { fittingOffers, linkChoices } from './choices';
import { Glyph } from './glyphs';
import { nodeCalled } from './node-label';
import type { AddTarget, Menu } from './overlay-store';
import { isBlockOffer, offeredKind, searchOffers } from './palette-entries';
import { RegroupMenu } from './regroup-menu';
import { ReplaceMenu } from './replace-menu';
import { WiresMenu } from './wire-menu';
import { useBlockOffers } from './use-block-offers';
import { SearchMenu } from './search-menu';

const WIDTH = 264;
const HEIGHT = 320;

export function Menus() {
  const { overlay } = useCanvas();
  const width = useFlowStore((state) => state.width);
  const height = useFlowStore((state) => state.height);
  const menu = useStore(overlay, (state) => state.menu);
  if (!menu) return null;
  const place = { left: Math.max(8, Math.min(menu.x, width - WIDTH - 8)), top: Math.max(8, Math.min(menu.y, height - HEIGHT - 8)) };
  return (
    <Popup place={place} key={`${menu.kind} ${menu.x} ${menu.y}`}>
      <MenuBody menu={menu} />
    </Popup>
  );
}

function MenuBody({ menu }: { readonly menu: Menu }) {
  switch (menu.kind) {
    case 'add':
      return <AddMenu target={menu.target} />;
    case 'refused':
      return <RefusedMenu from={menu.from} to={menu.to} />;
    case 'regroup':
      return <RegroupMenu ids={menu.ids} problem={menu.problem} />;
    case 'replace':
      return <ReplaceMenu node={menu.node} />;
    case 'wires':
      return <WiresMenu node={menu.node} />;
    case 'search':
      return <SearchMenu />;
    case 'link':
      return <LinkMenu from={menu.from} />;
  }
}

/** Closes on Escape, on a press outside, and gives the focus back to where it was. */
function Popup({ place, children }: { readonly place: { readonly left: number; readonly top: number }; readonly children: ReactNode }) {
  const { overlay } = useCanvas();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const close = (event: Event) => {
      if (event.target instanceof Node && !element.current?.contains(event.target)) overlay.setState({ menu: null });
    };
    document.addEventListener('pointerdown', close, true);
    return () => {
      document.removeEventListener('pointerdown', close, true);
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (lost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [overlay]);
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) overlay.setState({ menu: null });
  }
  return (
    <div ref={element} className="panel canvas-menu nowheel" style={place} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function AddMenu({ target }: { readonly target: AddTarget }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions, graphId } = useCanvas();
  const graphs = useNotebook((document) => document.graphs);
  const route = useRoute();
  const blocks = useBlockOffers();
  const [query, setQuery] = useState('');
  const fitting = useMemo(() => fittingOffers(graphs, graphId, route, target, blocks), [graphs, graphId, route, target, blocks]);
  const found = searchOffers(query, fitting, language);
  return (
    <Command shouldFilter={false} label={t('addLabel')} loop>
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={t('find')} />
      <Command.List>
        <Command.Empty>{t('nothingFound', { query })}</Command.Empty>
        {found.map((offer) => (
          <Command.Item
            key={offer.entry.id}
            value={offer.entry.id}
            onSelect={() => {
              overlay.setState({ menu: null });
              const id = actions.add(offer, target);
              if (id !== null) actions.focusNode(id);
            }}
          >
            <Glyph kind={offeredKind(offer)} />
            <span className="grow">
              <span className="name">{offer.entry.text[language].name}</span>
              <small>{isBlockOffer(offer) ? t(offer.source === 'zoo' ? 'readyBlock' : 'ownBlock') : offer.kind.text[language].summary}</small>
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** The keyboard's way to draw a wire: what it can go to first, then what it cannot and why. */
function LinkMenu({ from }: { readonly from: string }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions, graphId, view } = useCanvas();
  const document = useNotebook((whole) => whole);
  const route = useRoute();
  const [query, setQuery] = useState('');
  const choices = useMemo(() => linkChoices(document, graphId, route, from, language), [document, graphId, route, from, language]);
  const found = choices.filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(query.toLowerCase()));
  return (
    <Command shouldFilter={false} label={t('linkLabel', { name: nodeCalled(document, graphId, from, language) })} loop>
      <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={t('linkFind', { name: nodeCalled(document, graphId, from, language) })} />
      <Command.List>
        <Command.Empty>{t('nothingFound', { query })}</Command.Empty>
        {found.map(({ id, name, kind, problem, replaces }) => (
          <Command.Item
            key={id}
            value={id}
            data-refused={problem !== null}
            onSelect={() => {
              if (!actions.connect(from, id)) {
                const { repairs, anyway } = actions.waysToConnect(from, id);
                if (repairs.length > 0 || anyway !== null) overlay.setState(({ menu }) => ({ menu: menu && { kind: 'refused', from, to: id, x: menu.x, y: menu.y } }));
                return;
              }
              overlay.setState({ menu: null });
              view.select([id]);
              actions.focusNode(id);
            }}
          >
            <Glyph kind={kind} />
            <span className="grow">
              {name}
              {problem && <small>{problemSentence(problem, language)}</small>}
              {problem === null && replaces !== null && <small>{t('linkReplaces', { name: replaces })}</small>}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

/** After a wire was refused: why, and what would make it fit, with its price. */
function RefusedMenu({ from, to }: { readonly from: string; readonly to: string }) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { overlay, actions } = useCanvas();
  const [{ problem, ways }] = useState(() => ({ problem: actions.whyNot(from, to), ways: actions.waysToConnect(from, to) }));
  const { anyway } = ways;
  const done = (): void => {
    overlay.setState({ menu: null });
    actions.focusNode(parseEndPoint(to).node);
  };
  return (
    <Command shouldFilter={false} label={t('repairsOffered')} loop autoFocus>
      {problem && <p className="refused-cause">{problemSentence(problem, language)}</p>}
      <Command.Input autoFocus className="sr-only" aria-label={t('repairsOffered')} />
      <Command.List>
        {ways.repairs.map((repair, index) => (
          <Command.Item
            key={`${repair.code} ${index}`}
            value={`${repair.code} ${index}`}
            onSelect={() => {
              actions.repair(repair);
              done();
            }}
          >
            <span className="grow">
              {repairLabel(repair, language)}
              <small className="mono">
                θ {signedNumber(repair.cost.parameters)} ×+ {signedNumber(repair.cost.multiplyAdds)}
              </small>
            </span>
          </Command.Item>
        ))}
        {anyway && (
          <Command.Item
            value="anyway"
            onSelect={() => {
              actions.connectAnyway(anyway);
              done();
            }}
          >
            <span className="grow">{t('connectAnyway')}</span>
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}
