'use client';
/** The menu of new variants: a copy, and those that can be derived from the active one, with their price or the reason why not. */
import { DropdownMenu } from 'radix-ui';
import { Plus } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { definitionOf } from '@/lib/graph/blocks';
import { diffGraphs } from '@/lib/graph/diff';
import { blockCosts, bodyCosts, type BlockCosts, type BlockPlace } from '@/lib/graph/variant-costs';
import { activeVariant, variantsOf } from '@/lib/graph/variants';
import { problemSentence } from '@/lib/i18n/format';
import { useNotebook } from '@/lib/stores/notebook-context';
import { signedNumber } from '@/lib/util/compact-number';
import { variantOffers, type VariantGroup, type VariantOffer } from '@/lib/zoo/block-variants';
import { useCanvas } from './canvas-context';

type Props = { readonly host: string; readonly place: BlockPlace; readonly onMade: () => void };

export function VariantMenu({ host, place, onMade }: Props) {
  const t = useTranslations('canvas');
  const chosen = useRef<(() => void) | null>(null);
  // After the menu has given the focus back.
  const perform = (): void => {
    const make = chosen.current;
    chosen.current = null;
    if (make === null) return;
    setTimeout(() => {
      make();
      onMade();
    });
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="btn small new-variant">
        <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
        {t('variantNew')}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu variant-menu" align="end" sideOffset={6} collisionPadding={8} onCloseAutoFocus={perform}>
          <Offers host={host} place={place} onChoose={(make) => void (chosen.current = make)} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const groups: readonly VariantGroup[] = ['order', 'kernel', 'convolutions', 'shortcut'];

function useGroupLabel(): (group: VariantGroup) => string {
  const t = useTranslations('canvas');
  return (group) => {
    switch (group) {
      case 'order':
        return t('variantOrder');
      case 'kernel':
        return t('variantKernel');
      case 'convolutions':
        return t('variantConvolutions');
      case 'shortcut':
        return t('variantShortcut');
    }
  };
}

function Offers({ host, place, onChoose }: Omit<Props, 'onMade'> & { readonly onChoose: (make: () => void) => void }) {
  const t = useTranslations('canvas');
  const { actions } = useCanvas();
  const graphs = useNotebook((document) => document.graphs);
  const label = useGroupLabel();
  const active = definitionOf(graphs, host)?.graph;
  const offers = useMemo(() => (active === undefined ? [] : variantOffers(active)), [active]);
  const before = useMemo(() => blockCosts(graphs, host, place), [graphs, host, place]);
  const name = activeVariant(graphs, host);
  const copied = name ?? graphs[host].name;
  return (
    <>
      <DropdownMenu.Item className="menu-item" onSelect={() => onChoose(() => actions.makeVariant(host, t('variantCopy', { name: copied })))}>
        {t(name === null ? 'variantCopyThis' : 'variantCopyActive')}
      </DropdownMenu.Item>
      {groups.map((group) => (
        <DropdownMenu.Group key={group}>
          <DropdownMenu.Label className="menu-label">{label(group)}</DropdownMenu.Label>
          {offers
            .filter((offer) => offer.group === group)
            .map((offer) => (
              <Offer key={offer.id} offer={offer} host={host} place={place} before={before} onChoose={onChoose} />
            ))}
        </DropdownMenu.Group>
      ))}
    </>
  );
}

type OfferProps = Omit<Props, 'onMade'> & { readonly offer: VariantOffer; readonly before: BlockCosts; readonly onChoose: (make: () => void) => void };

function Offer({ offer, host, place, before, onChoose }: OfferProps) {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { actions } = useCanvas();
  const graphs = useNotebook((document) => document.graphs);
  const name = offer.name[language];
  const reason = useReason(offer, host);
  const { graph } = offer;
  const price = useMemo(() => {
    if (reason !== null || !graph.ok) return null;
    const after = bodyCosts(graphs, host, graph.value, place);
    return before.net && after.net && after.net.parameters.trainable - before.net.parameters.trainable;
  }, [graphs, host, place, before, graph, reason]);
  if (reason !== null || !graph.ok) {
    return (
      // Not disabled for the menu, so that the keyboard comes to the reason.
      <DropdownMenu.Item className="menu-item unavailable" aria-disabled="true" onSelect={(event) => event.preventDefault()}>
        <span>
          {name}
          <small>{reason}</small>
        </span>
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item className="menu-item" onSelect={() => onChoose(() => actions.makeVariant(host, name, graph.value))}>
      <span>
        {name}
        {price !== null && <small>{price === 0 ? t('variantSamePrice') : t('variantPrice', { count: signedNumber(price) })}</small>}
        {offer.otherEnds && <small>{t('variantEnds')}</small>}
      </span>
    </DropdownMenu.Item>
  );
}

/** Why this one cannot be made, or that it is there already; null where it can. */
function useReason({ graph }: VariantOffer, host: string): string | null {
  const t = useTranslations('canvas');
  const language = useLocale();
  const there = useNotebook((document) => (graph.ok ? variantsOf(document.graphs, host).find((variant) => document.graphs[variant.graph] !== undefined && diffGraphs(document.graphs[variant.graph], graph.value).same)?.name : undefined));
  if (!graph.ok) return problemSentence(graph.problem, language);
  return there === undefined ? null : t('variantThere', { name: there });
}
