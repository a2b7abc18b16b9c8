/** What the shortcuts of a block turn out to be in one of its instances. */
import type { Graph } from './graph';
import type { Inference } from './inference';
import { kindOf } from './registry';
import type { ShortcutForm } from './shortcut-form';

/** Of the shortcuts that stand in the graph itself, each form once; empty where it has none or nothing is known of them. */
export function instanceShortcuts(graph: Graph, inference: Inference): readonly ShortcutForm[] {
  const forms = new Set<ShortcutForm>();
  for (const [id, node] of Object.entries(graph.nodes)) {
    const kind = kindOf(node.kind);
    const facts = inference.nodes.get(id);
    if (node.kind !== 'shortcut' || kind === undefined || facts === undefined || facts.config === null) continue;
    const input = facts.inputShapes[0] ?? null;
    if (facts.severed) forms.add('severed');
    else if (input !== null) {
      const [call] = kind.lower([input], facts.config);
      forms.add(call === undefined ? 'identity' : call.operation.className === 'ZeroPaddingShortcut' ? 'zeroPadding' : 'projection');
    }
  }
  return [...forms];
}
