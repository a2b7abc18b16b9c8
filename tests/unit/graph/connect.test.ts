/** Which wires may be drawn, and why others may not; what fits behind a layer. */
import { describe, expect, it } from 'vitest';
import { connectionRepairs } from '@/lib/graph/connection-repairs';
import { connectionOf, connectionProblem, fittingKinds, freePortOf, freeTargets, kindsBefore, newConfig } from '@/lib/graph/connect';
import { applyGraphEdit } from '@/lib/graph/edit';
import type { Graph } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import { problemSentence } from '@/lib/i18n/format';

const net: Graph = {
  name: '',
  nodes: {
    in: { kind: 'input', config: { channels: 16 } },
    conv: { kind: 'conv2d', config: { filters: 32, strides: 2 } },
    bn: { kind: 'batchNormalization' },
    add: { kind: 'add' },
    relu: { kind: 'reLU' },
    fc: { kind: 'dense' },
    out: { kind: 'output' },
  },
  edges: [['in', 'conv'], ['conv', 'bn'], ['bn', 'add:0'], ['relu', 'out']],
};
const graphs = { net };
const inference = infer(graphs, 'net');

function why(source: string, target: string): string | null {
  return connectionProblem(graphs, 'net', inference, source, target)?.code ?? null;
}

describe('connectionOf', () => {
  it.each([
    ['conv', 'conv', 'wireToItself'],
    ['bn', 'conv', 'wireClosesCycle'],
    ['conv', 'in', 'wireToInput'],
    ['out', 'relu', 'wireFromOutput'],
    ['in', 'conv', 'wireExists'],
    ['bn', 'add', 'wireExists'],
    ['in', 'ghost', 'wireToNothing'],
    ['bn', 'relu:side', 'wireNoSuchPort'],
    ['in', 'add', 'shapesDiffer'],
    ['bn', 'fc', 'needsVector'],
    ['add', 'relu', null],
    ['conv', 'add', null],
  ])('%s → %s: %s', (source, target, code) => {
    expect(why(source, target)).toBe(code);
    const problem = connectionProblem(graphs, 'net', inference, source, target);
    if (problem) for (const language of ['en', 'zh'] as const) expect(problemSentence(problem, language)).toMatch(/[^{}]+[.。]$/);
  });

  it('says what it would replace, and replaces it', () => {
    const connection = connectionOf(graphs, 'net', inference, 'in', 'bn');
    expect(connection).toMatchObject({ problem: null, replaces: 'conv' });
    const edited = connection.edit && applyGraphEdit(net, connection.edit);
    expect(edited?.ok && edited.value.edges).toEqual([['in', 'conv'], ['bn', 'add:0'], ['relu', 'out'], ['in', 'bn']]);
  });

  it('takes the free port of an addition, and can draw a wire whose shape does not fit', () => {
    expect(freePortOf(net, 'add')).toBe('add:1');
    expect(connectionOf(graphs, 'net', inference, 'in', 'add').edit?.addEdges).toEqual([['in', 'add:1']]);
    expect(problemSentence({ ...connectionOf(graphs, 'net', inference, 'in', 'add').problem, code: 'shapesDiffer', place: {}, values: connectionOf(graphs, 'net', inference, 'in', 'add').problem?.values ?? {} }, 'en')).toBe(
      'The addition needs equal shapes: 16×16×32 meets 32×32×16.',
    );
  });

  it('lists all targets with their reasons', () => {
    const targets = freeTargets(graphs, 'net', inference, 'bn');
    expect(targets.map(({ node, connection }) => [node, connection.problem?.code ?? null])).toEqual(
      expect.arrayContaining([['fc', 'needsVector'], ['relu', null], ['in', 'wireToInput']]),
    );
    expect(targets.map(({ node }) => node)).not.toContain('bn');
  });
});

describe('fittingKinds', () => {
  it('leaves out what takes no image, behind an image', () => {
    const ids = fittingKinds([32, 32, 16]).map(({ entry }) => entry.id);
    expect(ids).toEqual(expect.arrayContaining(['conv2d', 'add', 'identity', 'projection', 'zero-padding', 'output']));
    expect(ids).not.toContain('dense');
    expect(ids).not.toContain('input');
  });
  it('leaves out what takes no vector, behind a vector', () => {
    const ids = fittingKinds([64]).map(({ entry }) => entry.id);
    expect(ids).toEqual(expect.arrayContaining(['dense', 'reLU', 'add', 'output']));
    expect(ids).not.toContain('conv2d');
    expect(ids).not.toContain('projection');
  });
  it('offers all that takes something where the shape is not known', () => {
    expect(fittingKinds(null).length).toBeGreaterThan(fittingKinds([64]).length);
    expect(kindsBefore().map(({ entry }) => entry.id)).not.toContain('output');
  });
  it('fits a shortcut to the channels that come in', () => {
    const choice = fittingKinds([8, 8, 48]).find(({ entry }) => entry.id === 'zero-padding');
    expect(choice && newConfig(choice, [8, 8, 48])).toEqual({ type: 'zeroPadding', filters: 48 });
  });
});

describe('connectionRepairs', () => {
  it.each([
    ['in', 'add', ['insertProjection', 'insertZeroPadding', 'changeBranch']],
    ['bn', 'fc', ['insertGlobalPooling', 'insertFlatten']],
    ['conv', 'in', []],
  ])('%s → %s: %j', (source, target, codes) => {
    const repairs = connectionRepairs(graphs, 'net', inference, source, target);
    expect(repairs.map((repair) => repair.code)).toEqual(codes);
    for (const repair of repairs) {
      const edited = applyGraphEdit(net, repair.edit);
      if (!edited.ok) throw new Error(edited.problem.code);
      expect(infer({ net: edited.value }, 'net').problems.filter((problem) => problem.place.node === target && problem.code !== 'missingInput' && problem.code !== 'deadEnd')).toEqual([]);
      expect(edited.value.edges.length).toBeGreaterThan(net.edges.length);
    }
  });
});
