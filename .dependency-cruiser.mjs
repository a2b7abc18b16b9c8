/** Turns the table of dependency-rules.mjs into rules of dependency-cruiser. */
import { rows, unreachable } from './dependency-rules.mjs';

/** @param {string} text */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Pattern of everything in a folder, or of one file. @param {string} place */
function pattern(place) {
  return /\.[a-z]+$/.test(place) ? `^${escape(place)}$` : `^${escape(place)}/`;
}

/** Pattern of a package in node_modules, its types and its sub-paths included. @param {string} name */
function packagePattern(name) {
  const types = name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
  return `(^|/)node_modules/(${escape(name)}|@types/${escape(types)})(/|$)`;
}

/** Folders with a row of their own below this one. @param {string} folder */
function rowsBelow(folder) {
  return rows.filter((row) => row.folder.startsWith(`${folder}/`)).map((row) => pattern(row.folder));
}

const forbidden = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'Files that import each other in a circle cannot be read one by one.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'resolvable',
    severity: 'error',
    comment: 'Every import must name a file or a package that is there.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'every-folder-has-a-row',
    severity: 'error',
    comment: 'A folder of lib, components or app without a row in dependency-rules.mjs has no rules.',
    from: { path: '^(lib|components|app)/', pathNot: rows.map((row) => pattern(row.folder)) },
    to: {},
  },
  ...rows.flatMap((row) => {
    const from = { path: pattern(row.folder), ...(rowsBelow(row.folder).length > 0 ? { pathNot: rowsBelow(row.folder) } : {}) };
    const may = row.may.filter((place) => !place.startsWith('!')).map(pattern);
    const taken = row.may.filter((place) => place.startsWith('!')).map((place) => pattern(place.slice(1)));
    return [
      {
        name: `${row.folder}-imports`,
        severity: 'error',
        comment: `${row.folder} may import ${row.may.join(', ') || 'nothing else of the project'}.`,
        from,
        to: { path: '^(lib|components|app|scripts|tests)/', pathNot: [pattern(row.folder), ...may] },
      },
      ...(taken.length > 0 && !row.folder.startsWith('lib/training')
        ? [
            {
              name: `${row.folder}-leaves-out`,
              severity: 'error',
              comment: `${row.folder} may not import ${row.may.filter((place) => place.startsWith('!')).map((place) => place.slice(1)).join(', ')}.`,
              from,
              to: { path: taken },
            },
          ]
        : []),
      {
        name: `${row.folder}-libraries`,
        severity: 'error',
        comment: `${row.folder} may use the libraries ${row.libraries.join(', ') || '(none)'}.`,
        from,
        to: { path: '(^|/)node_modules/', pathNot: row.libraries.map(packagePattern) },
      },
      ...(row.node
        ? []
        : [
            {
              name: `${row.folder}-without-node`,
              severity: 'error',
              comment: `${row.folder} runs in the browser: no modules of Node.`,
              from,
              to: { dependencyTypes: ['core'] },
            },
          ]),
    ];
  }),
  {
    name: 'training-without-its-worker',
    severity: 'error',
    comment: 'The page side of lib/training starts the worker by new Worker(new URL(…)) and imports nothing of it.',
    from: { path: '^lib/training/', pathNot: '^lib/training/worker/' },
    to: { path: '^lib/training/worker/' },
  },
  {
    name: 'cells-apart',
    severity: 'error',
    comment: 'A cell kind knows no other cell kind.',
    from: { path: '^components/cells/([^/]+)/' },
    to: { path: '^components/cells/[^/]+/', pathNot: '^components/cells/$1/' },
  },
  ...unreachable.map((rule, index) => ({
    name: `unreachable-${index + 1}`,
    severity: 'error',
    comment: rule.why,
    from: { path: rule.from.map(pattern) },
    to: {
      path: rule.never.map((place) => (/^(lib|components|app)\//.test(place) ? pattern(place) : `(^|/)node_modules/${escape(place)}(/|$)`)),
      reachable: true,
    },
  })),
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(out|dist|\\.next|shots|node_modules/\\.cache)/', '^next-env\\.d\\.ts$', '^\\.next'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default', 'types', 'node'], mainFields: ['module', 'main', 'types', 'typings'] },
  },
};
