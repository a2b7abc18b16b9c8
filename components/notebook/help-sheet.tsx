'use client';
/** All keys, made from the actions that there are; letters alone can be turned off here. */
import { useTranslations } from 'use-intl';
import type { ActionGroup } from '@/components/actions/action';
import { canvasKeys } from '@/components/actions/canvas-keys';
import { showStroke, strokesOf } from '@/components/actions/keys';
import { ownActions, useContributions } from '@/components/actions/registry';
import { TitledDialog } from '@/components/ui/titled-dialog';
import { useNotebookUi } from '@/lib/stores/notebook-ui';
import { changeSettings, useSettings } from '@/lib/stores/settings';

const groups = { cells: 'groupCells', run: 'groupRun', notebook: 'groupNotebook', view: 'groupView' } as const satisfies Record<ActionGroup, string>;
const order: readonly ActionGroup[] = ['cells', 'run', 'notebook', 'view'];

type Line = { readonly key: string; readonly text: string; readonly shortcuts: readonly string[] };

function Keys({ shortcuts }: { readonly shortcuts: readonly string[] }) {
  return (
    <span className="row keys">
      {shortcuts.map((shortcut) => (
        <span key={shortcut} className="row tight">
          {strokesOf(shortcut).map((stroke, index) => (
            <kbd key={`${stroke}${index}`} className="kbd">
              {showStroke(stroke)}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

function Group({ heading, lines }: { readonly heading: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3>{heading}</h3>
      <dl>
        {lines.map(({ key, text, shortcuts }) => (
          <div key={key} className="sumline">
            <dt>{text}</dt>
            <dd>
              <Keys shortcuts={shortcuts} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function HelpSheet() {
  const t = useTranslations('notebook');
  const singleKeys = useSettings((settings) => settings.singleKeys);
  const contributed = Object.values(useContributions((state) => state.byOwner)).flat();
  const own = ownActions().filter((action) => action.shortcuts.length > 0);
  const distinct = [...new Map(contributed.filter((action) => action.shortcuts.length > 0).map((action) => [action.id, action])).values()];
  const headings = [...new Set(distinct.map((action) => action.group))];
  return (
    <TitledDialog className="help-sheet" title={t('keyboardShortcuts')} description={t('modesExplained')} onClose={() => useNotebookUi.setState({ help: false })}>
      <label className="row help-switch">
        <input type="checkbox" checked={singleKeys} onChange={(event) => changeSettings({ singleKeys: event.target.checked })} />
        {t('singleKeys')}
      </label>
      <div className="help-groups">
        {order.map((group) => (
          <Group key={group} heading={t(groups[group])} lines={own.filter((action) => action.group === group).map(({ id, label, shortcuts }) => ({ key: id, text: t(label), shortcuts }))} />
        ))}
        <Group heading={t('groupCanvas')} lines={canvasKeys.map(({ label, shortcuts }) => ({ key: label, text: t(label), shortcuts }))} />
        {headings.map((heading) => (
          <Group key={heading} heading={heading} lines={distinct.filter((action) => action.group === heading).map(({ id, text, shortcuts }) => ({ key: id, text, shortcuts }))} />
        ))}
      </div>
    </TitledDialog>
  );
}
