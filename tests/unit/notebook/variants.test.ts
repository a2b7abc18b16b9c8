/** The commands on variants: one step each, names, what is refused, and that the active one counts everywhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionOf } from '@/lib/graph/blocks';
import { infer } from '@/lib/graph/infer';
import { unrolledLayers } from '@/lib/graph/layers';
import { lower } from '@/lib/graph/lower';
import { programHash } from '@/lib/graph/program-hash';
import { baseOf, familyOf } from '@/lib/graph/signature';
import { activeVariant, activeVariantsBelow, variantsOf } from '@/lib/graph/variants';
import { variantCosts } from '@/lib/graph/variant-costs';
import { writePyTorch } from '@/lib/interop/pytorch';
import { applyCommand, type Command } from '@/lib/notebook/commands/registry';
import type { NotebookDocument } from '@/lib/notebook/document';
import { variantOffers } from '@/lib/zoo/block-variants';
import { zooNotebook } from '@/lib/zoo/notebook';
import { plainTwin } from '@/lib/zoo/twin';

const BLOCK = 'basicBlock';

function resNet20(): NotebookDocument {
  const notebook = zooNotebook('resnet-20');
  if (notebook === null) throw new Error('resnet-20');
  return notebook;
}

function run(document: NotebookDocument, ...commands: readonly Command[]): NotebookDocument {
  return commands.reduce((current, command) => {
    const next = applyCommand(current, command);
    if (!next.ok) throw new Error(next.problem.code);
    return next.value;
  }, document);
}

function refusal(document: NotebookDocument, command: Command): string {
  const next = applyCommand(document, command);
  return next.ok ? 'done' : next.problem.code;
}

function make(name: string, offer?: string): Command {
  const { graphs } = resNet20();
  const found = variantOffers(graphs[BLOCK]).find(({ id }) => id === offer);
  const body = found?.graph.ok ? { body: { nodes: { ...found.graph.value.nodes }, edges: [...found.graph.value.edges] } } : {};
  return { type: 'makeVariant', args: { graph: BLOCK, name, original: 'Original', ...body } };
}

const choose = (name: string): Command => ({ type: 'chooseVariant', args: { graph: BLOCK, name } });
const rename = (name: string, to: string): Command => ({ type: 'renameVariant', args: { graph: BLOCK, name, to } });
const remove = (name: string): Command => ({ type: 'removeVariant', args: { graph: BLOCK, name } });

function hash({ graphs }: NotebookDocument): string {
  const program = lower(graphs, 'net');
  if (!program.ok) throw new Error(program.problem[0].code);
  return programHash(program.value);
}

describe('commands on variants', () => {
  it('make a copy of the active one, which stays active', () => {
    const before = resNet20();
    const document = run(before, make('Mine'));
    expect(document.graphs[BLOCK].variants).toEqual({ active: 'Original', of: { Original: BLOCK, Mine: 'basicBlockVariant1' } });
    expect(document.graphs.basicBlockVariant1).toEqual(before.graphs[BLOCK]);
    expect(document.graphs[BLOCK].nodes).toBe(before.graphs[BLOCK].nodes);
    expect(hash(document)).toBe(hash(before));
    expect(variantsOf(document.graphs, BLOCK).map(({ name, active }) => [name, active])).toEqual([['Original', true], ['Mine', false]]);
    expect(baseOf(document.graphs, 'basicBlockVariant1')).toBe(BLOCK);
    expect(familyOf(document.graphs, BLOCK)).toEqual([BLOCK, 'basicBlockVariant1']);
  });

  it('choose one, and lowering, inference, summary, PyTorch and twin follow', () => {
    const before = resNet20();
    const document = run(before, make('5×5', 'kernel5'), choose('5×5'));
    expect(activeVariant(document.graphs, BLOCK)).toBe('5×5');
    expect(activeVariantsBelow(document.graphs, 'net')).toEqual([{ host: BLOCK, name: '5×5' }]);
    expect(definitionOf(document.graphs, BLOCK)?.id).toBe('basicBlockVariant1');
    expect(infer(document.graphs, 'net').totals.parameters.trainable).toBe(744_858);
    expect(unrolledLayers(document.graphs, 'net').find(({ path }) => path === 'stage1.0.conv1')?.parameters.trainable).toBe(25 * 16 * 16);
    const program = lower(document.graphs, 'net');
    expect(program.ok && /stage1_0_conv1 = nn.Conv2d\(16, 16, 5,/.test(writePyTorch(program.value, 'net'))).toBe(true);
    expect(hash(document)).not.toBe(hash(before));
    const twin = plainTwin(document.graphs, 'net');
    expect(twin.ok && infer(twin.value.graphs, twin.value.root).totals.parameters.trainable).toBe(744_858);
    expect(variantCosts(document.graphs, BLOCK, 'Original', { graph: 'net', root: 'net' }).net?.parameters.trainable).toBe(269_722);
    expect(run(document, choose('Original')).graphs[BLOCK].variants?.active).toBe('Original');
  });

  it('switch there and back any number of times to the same program', () => {
    const offers = ['convReluBn', 'kernel1', 'convolutions3', 'policyB', 'preActivation'];
    const document = run(resNet20(), ...offers.map((offer) => make(offer, offer)));
    const hashes = new Map(['Original', ...offers].map((name) => [name, hash(run(document, choose(name)))]));
    expect(new Set(hashes.values()).size).toBe(offers.length + 1);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Original', ...offers), { minLength: 1, maxLength: 8 }), (names) => {
        expect(hash(run(document, ...names.map(choose)))).toBe(hashes.get(names[names.length - 1]));
        const back = run(document, ...names.map(choose), choose('Original'));
        expect(back).toEqual(document);
      }),
      { numRuns: 25 },
    );
  });

  it('rename one, keeping its graph and the order', () => {
    const document = run(resNet20(), make('A'), make('B'), choose('A'), rename('A', ' First '));
    expect(document.graphs[BLOCK].variants).toEqual({ active: 'First', of: { Original: BLOCK, First: 'basicBlockVariant1', B: 'basicBlockVariant2' } });
    expect(refusal(document, rename('First', 'B'))).toBe('variantNameTaken');
    expect(refusal(document, rename('First', '  '))).toBe('variantNameBad');
    expect(refusal(document, rename('First', 'constructor'))).toBe('variantNameBad');
    expect(refusal(document, rename('Other', 'C'))).toBe('noSuchVariant');
    expect(refusal(document, make('First'))).toBe('variantNameTaken');
  });

  it('delete one; the last stays', () => {
    const document = run(resNet20(), make('A', 'kernel5'), choose('A'));
    const without = run(document, remove('A'));
    expect(without.graphs[BLOCK].variants).toBeUndefined();
    expect(Object.keys(without.graphs)).not.toContain('basicBlockVariant1');
    expect(hash(without)).toBe(hash(resNet20()));
    const other = run(document, remove('Original'));
    expect(other.graphs[BLOCK].variants).toEqual({ active: 'A', of: { A: 'basicBlockVariant1' } });
    expect(hash(other)).toBe(hash(document));
    expect(Object.keys(other.graphs[BLOCK].nodes)).toEqual(['input', 'output']);
    expect(refusal(other, remove('A'))).toBe('variantLast');
    expect(hash(run(other, make('B'), choose('B'), remove('A')))).toBe(hash(document));
  });

  it('refuse what has other ports, or would hold itself', () => {
    const args = { graph: BLOCK, name: 'X', original: 'Original' };
    expect(refusal(resNet20(), { type: 'makeVariant', args: { ...args, body: { nodes: { x: { kind: 'input' } }, edges: [] } } })).toBe('variantPorts');
    const inside = { input: { kind: 'input' }, self: { kind: 'block', graph: BLOCK }, output: { kind: 'output' } };
    expect(refusal(resNet20(), { type: 'makeVariant', args: { ...args, body: { nodes: inside, edges: [] } } })).toBe('blockRecursive');
  });

  it('go along when a block is made unique, and go when it is unpacked everywhere', () => {
    const document = run(resNet20(), make('A', 'kernel5'), choose('A'));
    const unique = run(document, { type: 'makeUnique', args: { graph: 'net', node: 'stage2', name: 'Copy' } });
    const { graph = '' } = unique.graphs.net.nodes.stage2;
    expect(unique.graphs[graph].variants).toEqual({ active: 'A', of: { Original: graph, A: `${graph}Variant1` } });
    expect(hash(unique)).toBe(hash(document));
    const others = run(unique, ...['stage1', 'stage3'].map((node): Command => ({ type: 'ungroupNode', args: { graph: 'net', node } })));
    expect(Object.keys(others.graphs).sort()).toEqual([graph, `${graph}Variant1`, 'net'].sort());
    expect(infer(others.graphs, 'net').totals.parameters.trainable).toBe(744_858);
  });
});
