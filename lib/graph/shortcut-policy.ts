/**
 * Switches the shortcuts of a whole net to one option of the paper. The option of a net is a value at its root; blocks get it as an
 * argument. A definition that holds an option as a plain value gets a parameter with that value as its default, so that what else
 * uses the definition stays as it is.
 */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK } from './blocks';
import { branchSize, type BranchSize } from './branch-size';
import { newNodeId } from './edits';
import { isExpression } from './expression';
import type { ConfigValue, Graph, GraphEdge, GraphNode, GraphParameter, Graphs } from './graph';
import { measure } from './measure';
import { residualWaysOf, type ResidualWay } from './residual-ways';
import { isShortcutPolicy, shortcutPolicies, type ShortcutPolicy } from './shortcut-form';
import { familyOf } from './signature';
import { surroundingsOf } from './surroundings';

export type PolicyProblemCode = 'policyNoShortcut' | 'policyNotOffered';

/** What takes the place of a shortcut with a type of its own, where nobody switches: the option by which it stays what it was. */
const ownPolicy: Readonly<Record<string, ShortcutPolicy>> = { identity: 'A', zeroPadding: 'A', projection: 'C' };

/**
 * All graphs with the shortcuts of `root` and of its blocks switched. With `own`, shortcuts that have a type of their own and bare
 * wires past a branch follow too, as far as their branch says what they must fit.
 */
export function switchPolicy(graphs: Graphs, root: string, policy: ShortcutPolicy, own: boolean): Result<Graphs, Problem<PolicyProblemCode>> {
  return new Switch(graphs, root, policy, own).result();
}

class Switch {
  private readonly made: Record<string, Graph> = {};
  /** Names of the parameters by which a definition takes its options. */
  private readonly carriers = new Map<string, readonly string[]>();
  private refused: Problem<PolicyProblemCode> | null = null;
  private touched = false;

  constructor(
    private readonly graphs: Graphs,
    private readonly root: string,
    private readonly policy: ShortcutPolicy,
    private readonly own: boolean,
  ) {}

  result(): Result<Graphs, Problem<PolicyProblemCode>> {
    const graph = this.graphs[this.root];
    const used = new Set<string>();
    const changed = this.rewritten(this.root, graph, (raw) => {
      const name = bareName(raw);
      if (name === null || !isChoice(graph, name)) return this.policy;
      used.add(name);
      return raw;
    });
    this.check(graph, [...used]);
    if (this.refused !== null) return failure(this.refused);
    if (!this.touched) return failure(problem('policyNoShortcut', { graph: this.root }, { name: graph.name }));
    const parameters = graph.parameters?.map((parameter) => (used.has(parameter.name) ? { ...parameter, default: this.policy } : parameter));
    return success({ ...this.graphs, ...this.made, [this.root]: parameters ? { ...changed, parameters } : changed });
  }

  /** Lets a definition, in all its variants, take its options by parameters; their names. */
  private visit(id: string): readonly string[] {
    const known = this.carriers.get(id);
    if (known !== undefined) return known;
    this.carriers.set(id, []);
    if (!Object.hasOwn(this.graphs, id) || id === this.root) return [];
    const members = familyOf(this.graphs, id);
    const added = new Map<string, string>();
    const taken = new Set(members.flatMap((member) => (this.graphs[member].parameters ?? []).map(({ name }) => name)));
    const used = new Set<string>();
    const through = (member: Graph) => (raw: ConfigValue): ConfigValue => {
      const name = bareName(raw);
      if (name !== null && isChoice(member, name)) {
        used.add(name);
        return raw;
      }
      const value = isShortcutPolicy(raw) ? raw : 'B';
      const parameter = added.get(value) ?? freshName(taken);
      added.set(value, parameter);
      taken.add(parameter);
      return `=${parameter}`;
    };
    const changed = members.map((member): [string, Graph] => [member, this.rewritten(member, this.graphs[member], through(this.graphs[member]))]);
    const parameters = [...added].map(([value, name]): GraphParameter => ({ name, type: 'choice', default: value, choices: [...shortcutPolicies] }));
    for (const [member, after] of changed) {
      this.check(after, [...used]);
      if (parameters.length > 0) this.made[member] = { ...after, parameters: [...(after.parameters ?? []), ...parameters] };
      else if (after !== this.graphs[member]) this.made[member] = after;
    }
    const names = [...used, ...added.values()];
    for (const member of members) this.carriers.set(member, names);
    return names;
  }

  /** The graph with each option that it gives led through `through`, which answers what shall stand there. */
  private rewritten(id: string, graph: Graph, through: (raw: ConfigValue) => ConfigValue): Graph {
    const nodes: Record<string, GraphNode> = {};
    for (const [key, node] of Object.entries(graph.nodes)) nodes[key] = node.kind === BLOCK ? this.block(node, through) : this.auto(node, through);
    const edges = this.own ? this.converted(id, graph, nodes, through) : graph.edges;
    const same = edges === graph.edges && Object.keys(nodes).every((key) => nodes[key] === graph.nodes[key]);
    return same ? graph : { ...graph, nodes, edges };
  }

  private auto(node: GraphNode, through: (raw: ConfigValue) => ConfigValue): GraphNode {
    if (node.kind !== 'shortcut' || node.config?.type !== 'auto') return node;
    this.touched = true;
    const policy = through(node.config.policy ?? 'B');
    return policy === node.config.policy ? node : { ...node, config: { ...node.config, policy } };
  }

  private block(node: GraphNode, through: (raw: ConfigValue) => ConfigValue): GraphNode {
    if (node.graph === undefined) return node;
    const names = this.visit(node.graph);
    if (names.length === 0) return node;
    const definition = this.made[node.graph] ?? this.graphs[node.graph];
    const given: Record<string, ConfigValue> = { ...node.arguments };
    const first: Record<string, ConfigValue> = { ...node.repeat?.first };
    for (const name of names) {
      given[name] = through(given[name] ?? definition.parameters?.find((parameter) => parameter.name === name)?.default ?? 'B');
      delete first[name];
    }
    const { repeat, ...rest } = node;
    if (repeat === undefined) return sameNode(node, { ...rest, arguments: given });
    const { first: _before, ...counted } = repeat;
    return sameNode(node, { ...rest, arguments: given, repeat: { ...counted, ...(Object.keys(first).length > 0 ? { first } : {}) } });
  }

  /** Shortcuts with a type of their own become `auto`, wires get a shortcut node; `nodes` is changed, the edges are returned. */
  private converted(id: string, graph: Graph, nodes: Record<string, GraphNode>, through: (raw: ConfigValue) => ConfigValue): readonly GraphEdge[] {
    const inserted = new Map<string, string>();
    for (const way of residualWaysOf(graph)) {
      const before = way.node === null ? undefined : graph.nodes[way.node];
      if (way.by === 'layer' || before?.config?.type === 'auto' || before?.bypassed === true) continue;
      const type = before?.config?.type ?? 'identity';
      const size = type === 'identity' ? this.sizeOf(id, graph, way) : { filters: before?.config?.filters ?? 16, strides: before?.config?.strides ?? 1 };
      if (size === null) continue;
      this.touched = true;
      const policy = through(ownPolicy[String(type)] ?? 'B');
      const config = { ...before?.config, type: 'auto', ...size, policy };
      if (way.node !== null && before !== undefined) {
        nodes[way.node] = { ...before, config };
        continue;
      }
      const fresh = newNodeId('shortcut', (taken) => Object.hasOwn(nodes, taken));
      nodes[fresh] = { kind: 'shortcut', config };
      inserted.set(way.to, fresh);
    }
    if (inserted.size === 0) return graph.edges;
    return graph.edges.flatMap((edge): readonly GraphEdge[] => {
      const fresh = inserted.get(edge[1]);
      return fresh === undefined ? [edge] : [[edge[0], fresh], [fresh, edge[1]]];
    });
  }

  /** By the words of the branch; in the net itself, which stands once, by the shapes too. */
  private sizeOf(id: string, graph: Graph, way: ResidualWay): BranchSize | null {
    const written = branchSize(graph, way);
    if (written !== null || id !== this.root) return written;
    const shape = measure(graph, surroundingsOf(this.graphs, id)).nodes.get(way.source)?.outputShape;
    return shape?.length === 3 ? { filters: shape[2], strides: 1 } : null;
  }

  private check(graph: Graph, names: readonly string[]): void {
    const closed = graph.parameters?.some(({ name, choices }) => names.includes(name) && choices !== undefined && !choices.includes(this.policy)) ?? false;
    if (closed) this.refused ??= problem('policyNotOffered', { graph: this.root }, { name: graph.name, policy: this.policy });
  }
}

function bareName(raw: ConfigValue): string | null {
  return isExpression(raw) ? raw.slice(1).trim() : null;
}

function isChoice(graph: Graph, name: string): boolean {
  return graph.parameters?.some((parameter) => parameter.name === name && parameter.type === 'choice') ?? false;
}

function freshName(taken: ReadonlySet<string>): string {
  let name = 'policy';
  for (let number = 2; taken.has(name); number++) name = `policy${number}`;
  return name;
}

function sameNode(before: GraphNode, after: GraphNode): GraphNode {
  return JSON.stringify(before) === JSON.stringify(after) ? before : after;
}
