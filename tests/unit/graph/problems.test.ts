/** Every problem is found with its place and cause, has a sentence in both languages, and its repairs mend it. */
import { describe, expect, it } from 'vitest';
import { applyGraphEdit } from '@/lib/graph/edit';
import type { Graph, Graphs } from '@/lib/graph/graph';
import { infer } from '@/lib/graph/infer';
import type { GraphProblem } from '@/lib/graph/inference';
import { problemSentence, translator } from '@/lib/i18n/format';
import { Builder } from './networks';

function find(graphs: Graphs, code: string, id = 'net'): GraphProblem {
  const { problems } = infer(graphs, id);
  const found = problems.find((problem) => problem.code === code);
  if (found === undefined) throw new Error(`${code} is not among ${problems.map((problem) => problem.code).join(', ')}`);
  return found;
}

/** Applies each repair and expects the problem gone and, where only it was wrong, the whole graph right. */
function expectMended(graph: Graph, problem: GraphProblem, whole = true): void {
  for (const repair of problem.repairs) {
    const edited = applyGraphEdit(graph, repair.edit);
    if (!edited.ok) throw new Error(edited.problem.code);
    const after = infer({ net: edited.value }, 'net').problems;
    if (whole) expect(after.filter((other) => other.severity === 'error'), repair.code).toEqual([]);
    else expect(after.map((other) => other.code)).not.toContain(problem.code);
  }
}

function expectSentences(problem: GraphProblem): void {
  for (const language of ['en', 'zh'] as const) {
    const sentence = problemSentence(problem, language);
    expect(sentence).toMatch(/[.。]$/);
    expect(sentence).not.toMatch(/undefined|NaN|\{|problems\./);
    for (const repair of problem.repairs) expect(labelOf(repair.code, repair.values, language)).not.toMatch(/undefined|NaN|\{|repairs\./);
  }
}

function labelOf(code: string, values: GraphProblem['values'], language: 'en' | 'zh'): string {
  const label: unknown = Reflect.apply(translator(language), undefined, [`repairs.${code}`, values]);
  return String(label);
}

/** input → conv → bn → relu → conv → bn → add ← input, with the first convolution changed by the test. */
function block(conv1: Record<string, number>): Graph {
  const b = new Builder();
  b.put('in', { kind: 'input', config: { channels: 16 } });
  b.put('conv1', { kind: 'conv2d', config: conv1 }, 'in');
  b.put('bn1', { kind: 'batchNormalization' }, 'conv1');
  b.put('relu1', { kind: 'reLU' }, 'bn1');
  b.put('conv2', { kind: 'conv2d', config: { filters: conv1.filters ?? 16 } }, 'relu1');
  b.put('bn2', { kind: 'batchNormalization' }, 'conv2');
  b.put('add', { kind: 'add' }, 'bn2', 'in');
  b.put('relu2', { kind: 'reLU' }, 'add');
  b.put('out', { kind: 'output' }, 'relu2');
  return b.graph();
}

describe('a mismatch at an addition', () => {
  const net = block({ filters: 32, strides: 2 });
  const problem = find({ net }, 'shapesDiffer');

  it('names shapes and cause', () => {
    expect(problem).toMatchObject({ severity: 'error', place: { graph: 'net', node: 'add' } });
    expect(problemSentence(problem, 'en')).toBe('The addition needs equal shapes: 32×32×16 meets 16×16×32. conv1 has strides 2 and 32 filters.');
    expect(problemSentence(problem, 'zh')).toBe('相加需要形状一致：32×32×16 遇到了 16×16×32。conv1 的步幅是 2，有 32 个滤波器。');
  });

  it('is the only problem: what lies behind has none of its own', () => {
    expect(infer({ net }, 'net').problems).toEqual([problem]);
    expect(infer({ net }, 'net').nodes.get('relu2')).toMatchObject({ outputShape: null, problems: [] });
  });

  it('is mended by a projection, by zero-padding and on the branch, at the price that is named', () => {
    expect(problem.repairs.map((repair) => [repair.code, repair.cost])).toEqual([
      ['insertProjection', { parameters: 576, multiplyAdds: 131_072 }],
      ['insertZeroPadding', { parameters: 0, multiplyAdds: 0 }],
      // conv1 from 3·3·16·32 to 3·3·16·16, conv2 from 3·3·32·32 to 3·3·16·16, both BN from 64 to 32; all at 32×32 places.
      ['changeBranch', { parameters: 2304 - 4608 + 2304 - 9216 + 2 * (32 - 64), multiplyAdds: 2 * 1024 * 2304 - 256 * (4608 + 9216) }],
    ]);
    expectMended(net, problem);
    expectSentences(problem);
  });

  it('keeps the expressions of a definition', () => {
    const definition: Graph = {
      ...net,
      parameters: [{ name: 'filters', type: 'integer', default: 32 }, { name: 'strides', type: 'integer', default: 2 }],
      nodes: { ...net.nodes, conv1: { kind: 'conv2d', config: { filters: '=filters', strides: '=strides' } }, conv2: { kind: 'conv2d', config: { filters: '=filters' } } },
    };
    const [projection] = find({ net: definition }, 'shapesDiffer').repairs;
    expect(projection.edit.addNodes.shortcut1.config).toEqual({ type: 'projection', filters: '=filters', strides: '=strides' });
  });

  it('turns a shortcut that is there into one that fits', () => {
    const withIdentity: Graph = { ...net, nodes: { ...net.nodes, skip: { kind: 'shortcut' } }, edges: [...net.edges.filter(([, target]) => target !== 'add:1'), ['in', 'skip'], ['skip', 'add:1']] };
    const found = find({ net: withIdentity }, 'shapesDiffer');
    expect(found.repairs.map((repair) => repair.code)).toEqual(expect.arrayContaining(['makeProjection', 'makeZeroPadding']));
    expectMended(withIdentity, found);
    expectSentences(found);
  });

  it('by filters alone names the layer', () => {
    expect(problemSentence(find({ net: block({ filters: 8 }) }, 'shapesDiffer'), 'en')).toBe('The addition needs equal shapes: 32×32×16 meets 32×32×8. conv2 has 8 filters.');
  });
});

/** A valid small classifier; cases change it. */
function classifier(): Graph {
  const b = new Builder();
  b.put('in', { kind: 'input', config: { height: 8, width: 8, channels: 1 } });
  b.put('conv', { kind: 'conv2d' }, 'in');
  b.put('pool', { kind: 'globalAveragePooling2d' }, 'conv');
  b.put('fc', { kind: 'dense' }, 'pool');
  b.put('out', { kind: 'output' }, 'fc');
  return b.graph();
}

function changed(nodes: Graph['nodes'], edges?: Graph['edges']): Graph {
  const net = classifier();
  return { ...net, nodes: { ...net.nodes, ...nodes }, edges: edges ?? net.edges };
}

const edges = classifier().edges;

describe('problems with their repairs', () => {
  it('a valid graph has none', () => {
    expect(infer({ net: classifier() }, 'net').problems).toEqual([]);
  });

  const cases: readonly [code: string, node: string | undefined, graph: Graph, repairs: readonly string[], whole?: boolean][] = [
    ['cycle', 'conv', changed({}, [['in', 'add:0'], ['add', 'conv'], ['conv', 'add:1'], ['conv', 'pool'], ...edges.slice(2)].map(([a, b]): [string, string] => [a, b])), ['removeWire'], false],
    ['missingInput', 'conv', changed({}, edges.slice(1)), ['connectWire']],
    ['missingInput', 'out', changed({}, edges.slice(0, -1)), ['connectWire']],
    ['noOutput', undefined, { ...changed({}, edges.slice(0, -1)), nodes: Object.fromEntries(Object.entries(classifier().nodes).filter(([id]) => id !== 'out')) }, ['addOutput']],
    ['noInput', undefined, { ...changed({}, edges.slice(1)), nodes: Object.fromEntries(Object.entries(classifier().nodes).filter(([id]) => id !== 'in')) }, ['addInput']],
    ['severalOutputs', 'out2', changed({ out2: { kind: 'output' } }, [...edges, ['fc', 'out2']]), ['removeLayer']],
    ['severalInputs', 'in2', changed({ in2: { kind: 'input' }, add: { kind: 'add' } }, [['in', 'add:0'], ['in2', 'add:1'], ['add', 'conv'], ...edges.slice(1)]), [], false],
    ['kernelTooLarge', 'conv', changed({ conv: { kind: 'conv2d', config: { kernelSize: 9, padding: 'valid' } } }), ['setField', 'setField']],
    ['isolated', 'loose', changed({ loose: { kind: 'reLU' } }), ['removeLayer']],
    ['deadEnd', 'loose', changed({ loose: { kind: 'reLU' } }, [...edges, ['conv', 'loose']]), ['removeLayer']],
    ['unknownKind', 'new', changed({ new: { kind: 'attention9' } }, [['in', 'new'], ['new', 'conv'], ...edges.slice(1)]), ['bypassLayer', 'removeLayer']],
    ['edgeToNothing', undefined, changed({}, [...edges, ['ghost', 'gone']]), ['removeWire']],
    ['edgeToNothing', 'fc', changed({}, [...edges, ['fc', 'gone']]), ['removeWire']],
    ['portTaken', 'pool', changed({ relu: { kind: 'reLU' } }, [...edges, ['conv', 'relu'], ['relu', 'pool']]), ['keepWire', 'keepWire']],
    ['noSuchPort', 'pool', changed({}, [...edges, ['conv', 'pool:side']]), ['removeWire']],
    ['takesNoInput', 'in', changed({ in2: { kind: 'conv2d' } }, [...edges, ['in2', 'in']]), ['removeWire'], false],
    ['givesNoOutput', 'out', changed({ relu: { kind: 'reLU' } }, [...edges, ['out', 'relu']]), ['removeWire'], false],
    ['needsVector', 'fc', changed({ pool: { kind: 'reLU' } }), ['insertGlobalPooling', 'insertFlatten']],
    ['needsImage', 'conv', changed({ flat: { kind: 'flatten' } }, [['in', 'flat'], ['flat', 'conv'], ...edges.slice(1)]), ['removeLayer']],
    ['valueTooSmall', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: 0 } } }), ['setField', 'resetField']],
    ['valueTooLarge', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: 1e6 } } }), ['setField', 'resetField']],
    ['valueNotInteger', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: 2.5 } } }), ['setField', 'resetField']],
    ['valueNotNumber', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: 'many' } } }), ['resetField']],
    ['valueNotBoolean', 'conv', changed({ conv: { kind: 'conv2d', config: { useBias: 1 } } }), ['resetField']],
    ['valueNotChoice', 'conv', changed({ conv: { kind: 'conv2d', config: { padding: 'full' } } }), ['resetField']],
    ['expressionUnknownName', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: '=width' } } }), ['resetField']],
    ['expressionSyntax', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: '=2 *' } } }), ['resetField']],
    ['finalSoftmax', 'soft', changed({ soft: { kind: 'activation', config: { activation: 'softmax' } } }, [...edges.slice(0, -1), ['fc', 'soft'], ['soft', 'out']]), ['removeLayer']],
    ['bypassChangesShape', 'conv', changed({ conv: { kind: 'conv2d', bypassed: true } }), ['endBypass']],
    ['paddingShrinks', 'skip', changed({ skip: { kind: 'shortcut', config: { type: 'zeroPadding', filters: 8 } } }, [['in', 'conv'], ['conv', 'skip'], ['skip', 'pool'], ...edges.slice(2)]), ['makeProjection', 'setField']],
    ['groupsDoNotDivide', 'second', changed({ second: { kind: 'conv2d', config: { filters: 18, groups: 4 } } }, [['in', 'conv'], ['conv', 'second'], ['second', 'pool'], ...edges.slice(2)]), ['setField', 'setField']],
    ['groupsDoNotDivide', 'conv', changed({ conv: { kind: 'conv2d', config: { filters: 32, groups: 2 } } }), ['setField']],
    ['nothingArrives', 'out', changed({ skip: { kind: 'shortcut', config: { type: 'auto', policy: 'none' } } }, [['in', 'conv'], ['conv', 'skip'], ['skip', 'pool'], ...edges.slice(2)]), [], false],
    ['sizesDiffer', 'cat', changed({ cat: { kind: 'concatenate' }, half: { kind: 'maxPooling2d' } }, [['in', 'conv'], ['conv', 'cat:0'], ['conv', 'half'], ['half', 'cat:1'], ['cat', 'pool'], ...edges.slice(2)]), [], false],
    ['blockMissing', 'b', changed({ b: { kind: 'block', graph: 'nowhere' } }, [['in', 'b'], ['b', 'conv'], ...edges.slice(1)]), ['removeLayer']],
  ];

  it.each(cases)('%s at %s', (code, node, graph, repairs, whole = true) => {
    const withAdd = code === 'cycle' ? { ...graph, nodes: { ...graph.nodes, add: { kind: 'add' } } } : graph;
    const problem = find({ net: withAdd }, code);
    if (code !== 'cycle') expect(problem.place.node).toBe(node);
    expect(problem.repairs.map((repair) => repair.code)).toEqual(expect.arrayContaining([...repairs]));
    expect(problem.repairs.length).toBeGreaterThanOrEqual(repairs.length);
    expectMended(withAdd, problem, whole);
    expectSentences(problem);
  });

  it('joins an addition to where its branch starts', () => {
    const net = block({});
    const open: Graph = { ...net, edges: net.edges.filter(([, target]) => target !== 'add:1') };
    const problem = find({ net: open }, 'missingInput');
    expect(problem.repairs[0]).toMatchObject({ code: 'connectWire', values: { source: 'in', target: 'add' } });
    expectMended(open, problem);
    expectSentences(problem);
  });

  it('names a cycle in the order of its wires, from where it is entered', () => {
    const nodes = { in: { kind: 'input' }, a: { kind: 'reLU' }, b: { kind: 'reLU' }, c: { kind: 'reLU' }, merge: { kind: 'add' }, out: { kind: 'output' } };
    const graph: Graph = { name: '', nodes, edges: [['in', 'merge:0'], ['merge', 'c'], ['c', 'a'], ['a', 'b'], ['b', 'merge:1'], ['b', 'out']] };
    const problem = find({ net: graph }, 'cycle');
    expect(problem.values.members).toBe('merge → c → a → b → merge');
    expect([problem.place.node, ...problem.related].sort()).toEqual(['a', 'b', 'c', 'merge']);
  });

  it('an empty graph has none', () => {
    expect(infer({ net: { name: '', nodes: {}, edges: [] } }, 'net').problems).toEqual([]);
  });
});
