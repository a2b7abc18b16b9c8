/**
 * Who may import whom, types included (docs/architecture.md has the reasons). Each row names a folder, the folders and files
 * of the project that it may import beside itself, and the third-party libraries it may use. `.dependency-cruiser.mjs` makes rules of it.
 */

const react = ['react', 'react-dom'];
const interfaceLibraries = [...react, 'radix-ui', 'lucide-react', 'use-intl', 'zustand', 'cmdk'];
const pure = ['lib/util', 'lib/graph', 'lib/layout', 'lib/datasets', 'lib/runs', 'lib/notebook', 'lib/interop', 'lib/zoo', 'lib/experiments', 'lib/grading', 'lib/i18n'];
const trainingPage = ['lib/training', '!lib/training/worker'];
const screen = ['lib/stores', 'lib/engine/executor.ts', ...pure, ...trainingPage, 'lib/storage'];

/**
 * @typedef {object} Row
 * @property {string} folder
 * @property {readonly string[]} may Folders and files; one that starts with `!` is taken out again.
 * @property {readonly string[]} libraries
 * @property {boolean} [node] May use Node's own modules.
 */

/** @type {readonly Row[]} */
export const rows = [
  { folder: 'lib/util', may: [], libraries: ['@noble/hashes', 'canonicalize'] },
  { folder: 'lib/graph', may: ['lib/util'], libraries: ['zod'] },
  { folder: 'lib/layout', may: ['lib/util', 'lib/graph'], libraries: ['@dagrejs/dagre'] },
  { folder: 'lib/datasets', may: ['lib/util', 'lib/graph'], libraries: ['zod', 'fflate', '@noble/hashes'] },
  { folder: 'lib/runs', may: ['lib/util', 'lib/graph', 'lib/datasets'], libraries: ['zod'] },
  { folder: 'lib/i18n', may: ['lib/util', 'lib/graph'], libraries: ['use-intl'] },
  { folder: 'lib/notebook', may: ['lib/util', 'lib/graph', 'lib/datasets', 'lib/runs'], libraries: ['zod'] },
  { folder: 'lib/zoo', may: ['lib/util', 'lib/graph', 'lib/runs', 'lib/notebook'], libraries: [] },
  { folder: 'lib/interop', may: ['lib/util', 'lib/graph', 'lib/runs', 'lib/notebook'], libraries: ['zod', 'fflate'] },
  { folder: 'lib/experiments', may: ['lib/util', 'lib/graph', 'lib/runs'], libraries: ['zod'] },
  {
    folder: 'lib/grading',
    may: ['lib/util', 'lib/graph', 'lib/runs', 'lib/notebook', 'lib/zoo', 'lib/i18n', 'lib/training/protocol.ts'],
    libraries: ['zod'],
  },
  { folder: 'lib/engine', may: ['lib/util', 'lib/graph'], libraries: [] },
  { folder: 'lib/engine/node', may: ['lib/engine'], libraries: [], node: true },
  { folder: 'lib/engine/browser', may: ['lib/engine'], libraries: [] },
  { folder: 'lib/training', may: ['lib/util', 'lib/graph', 'lib/datasets', 'lib/runs', 'lib/engine'], libraries: ['zod'] },
  {
    folder: 'lib/training/worker',
    may: ['lib/training', 'lib/util', 'lib/graph', 'lib/datasets', 'lib/runs', 'lib/engine'],
    libraries: ['@tensorflow/tfjs', '@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-cpu', '@tensorflow/tfjs-backend-webgl', '@tensorflow/tfjs-backend-webgpu'],
  },
  {
    folder: 'lib/storage',
    may: ['lib/util', 'lib/graph', 'lib/datasets', 'lib/runs', 'lib/notebook', ...trainingPage],
    libraries: ['idb', 'zod', 'browser-fs-access'],
  },
  { folder: 'lib/stores', may: screen, libraries: ['react', 'zustand', 'zundo', 'use-intl'] },
  { folder: 'lib/cli', may: [...pure, 'lib/training', 'lib/engine'], libraries: ['commander', 'use-intl'], node: true },
  { folder: 'components/ui', may: ['lib/util', 'lib/i18n', 'lib/stores'], libraries: [...interfaceLibraries, 'react-markdown', 'remark-math', 'remark-gfm', 'rehype-katex', 'rehype-sanitize', 'katex'] },
  { folder: 'components/plots', may: ['lib/util', 'lib/graph', 'lib/i18n', 'lib/datasets', 'lib/runs', 'components/ui'], libraries: [...interfaceLibraries] },
  { folder: 'components/actions', may: [...screen, 'components/ui'], libraries: [...interfaceLibraries, 'browser-fs-access'] },
  { folder: 'components/canvas', may: [...screen, 'components/ui', 'components/actions'], libraries: [...interfaceLibraries, '@xyflow/react', '@xyflow/system', 'katex'] },
  {
    folder: 'components/cells',
    may: [...screen, 'components/ui', 'components/plots', 'components/canvas', 'components/datasets', 'components/actions'],
    libraries: [...interfaceLibraries, 'browser-fs-access', 'react-markdown', 'remark-math', 'remark-gfm', 'rehype-katex', 'rehype-sanitize', 'katex'],
  },
  { folder: 'components/datasets', may: [...screen, 'components/ui', 'components/plots', 'components/actions'], libraries: [...interfaceLibraries, 'browser-fs-access'] },
  { folder: 'components/zoo', may: [...screen, 'components/ui'], libraries: [...interfaceLibraries] },
  { folder: 'components/library', may: [...screen, 'components/ui', 'components/zoo', 'components/plots', 'components/datasets', 'components/actions'], libraries: [...interfaceLibraries, 'browser-fs-access', 'next'] },
  {
    folder: 'components/notebook',
    may: [...screen, 'components/ui', 'components/actions', 'components/canvas', 'components/datasets', 'components/zoo', 'components/cells/registry.ts', 'components/cells/registry.tsx', 'components/cells/cell-view.ts'],
    libraries: [...interfaceLibraries, 'browser-fs-access', 'next'],
  },
  {
    folder: 'app',
    may: ['components', ...screen],
    libraries: [...interfaceLibraries, 'next', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono', '@fontsource-variable/source-serif-4', 'katex', '@xyflow/react'],
  },
];

/**
 * What may not be reached from a folder over any number of files. A worker started by `new Worker(new URL(…))` is not an import.
 * @type {readonly { from: readonly string[], never: readonly string[], why: string }[]}
 */
export const unreachable = [
  {
    from: ['lib/util', 'lib/graph', 'lib/datasets', 'lib/runs', 'lib/notebook', 'lib/interop', 'lib/zoo', 'lib/experiments', 'lib/grading', 'lib/engine'],
    never: ['react', 'react-dom', 'next', 'zustand', '@tensorflow', '@xyflow', 'idb'],
    why: 'The core knows no screen, no store and no tensor library.',
  },
  { from: ['lib/engine'], never: ['lib/training', 'lib/notebook'], why: 'The engine knows the program, nothing above it.' },
  { from: ['app', 'components', 'lib/stores', 'lib/storage'], never: ['@tensorflow', 'lib/training/worker'], why: 'The page reaches TensorFlow.js only through the worker.' },
];
