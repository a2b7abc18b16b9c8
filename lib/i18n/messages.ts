/** The catalogues: one area a line. Pages, command line and feedback render them with the same ICU formatter. Only the command line loads its own words. */
import { canvas } from './areas/canvas';
import { common } from './areas/common';
import { datasets } from './areas/datasets';
import { definitions } from './areas/definitions';
import { graphViews } from './areas/graph-views';
import { library } from './areas/library';
import { notebook } from './areas/notebook';
import { problems } from './areas/problems';
import { repairs } from './areas/repairs';
import { shortcuts } from './areas/shortcuts';
import { training } from './areas/training';
import { zooForm } from './areas/zoo-form';
import type { Language } from './define';

const areas = { canvas, common, datasets, definitions, graphViews, library, notebook, problems, repairs, shortcuts, training, zooForm };

export type Messages = { readonly [Area in keyof typeof areas]: (typeof areas)[Area]['en'] };
export type ProblemCode = keyof Messages['problems'];

function catalogue(language: Language): Messages {
  return {
    canvas: canvas[language],
    common: common[language],
    datasets: datasets[language],
    definitions: definitions[language],
    graphViews: graphViews[language],
    library: library[language],
    notebook: notebook[language],
    problems: problems[language],
    repairs: repairs[language],
    shortcuts: shortcuts[language],
    training: training[language],
    zooForm: zooForm[language],
  };
}

export const messages: Readonly<Record<Language, Messages>> = { en: catalogue('en'), zh: catalogue('zh') };
